/*
 * How numbers and moments read, everywhere alike: one rule for each kind.
 */

/**
 * A number of a feature as people write it: four significant digits, no trailing zeros; whole from 1,000 on, with thousands separators
 * from 10,000 on, so that a year stays one, and by powers of ten only below 0.001 and from 10^12 on: `2015`, `12,500`, `1.23e-4`.
 */
export function numberInWords(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e12 || (size > 0 && size < 1e-3)) return value.toExponential(2).replace('e+', 'e');
  if (size >= 9999.5) return formatCount(Math.round(value));
  return String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(4)));
}

/** A count, or a whole number of either sign, with thousands separators: `12,500`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A count with its noun: `1 row`, `12,500 rows`. */
export function formatCountOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/**
 * A share in per cent: two significant digits below 10 %, three above, and never "none" or "all" when it is neither:
 * `under 0.01 %`, `0.04 %`, `2.1 %`, `37.2 %`, `over 99.9 %`.
 *
 * @param share  in [0, 1]
 */
export function percent(share: number): string {
  const value = 100 * share;
  if (value === 0) return '0 %';
  if (value < 0.01) return 'under 0.01 %';
  if (value > 99.9 && value < 100) return 'over 99.9 %';
  return `${Number(value.toPrecision(value < 10 ? 2 : 3))} %`;
}

/** A q-value as people read it: `q < 0.0001`, `q = 0.004`. */
export function qInWords(qValue: number): string {
  return qValue < 1e-4 ? 'q < 0.0001' : `q = ${Number(qValue.toPrecision(2))}`;
}

/** `rose`, `fell` or `stayed`. */
export function direction(from: number, to: number): string {
  if (to > from) return 'rose';
  return to < from ? 'fell' : 'stayed';
}

/** A length of time, in whole minutes or hours: `35 min`, `1 h 12 min`, `2 days 3 h`. @param ms  0 or more */
export function formatInterval(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return `${formatCountOf(days, 'day')}${hours > 0 ? ` ${hours} h` : ''}`;
  if (hours > 0) return `${hours} h${rest > 0 ? ` ${rest} min` : ''}`;
  return minutes === 0 ? 'less than 1 min' : `${rest} min`;
}

/** An instant to the minute: `2026-11-20 06:02 UTC`. */
export function formatInstant(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
