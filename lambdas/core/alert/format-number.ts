/** A count with thousands separators: `12,500`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A count with its noun: `1 row`, `12,500 rows`. */
export function formatCountOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** A share as a percentage with two significant digits; never rounded to "none" or "all" when it is neither. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent <= 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  if (percent < 100 && percent > 99) return '> 99 %';
  return `${Number(percent.toPrecision(percent >= 100 ? 3 : 2))} %`;
}

/** An instant to the minute: `2026-11-20 06:02 UTC`. */
export function formatInstant(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
