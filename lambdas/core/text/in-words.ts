/** A number of a feature as people write it: four significant digits, no trailing zeros, no thousands separators. */
export function numberInWords(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-3)) return value.toExponential(2).replace('e+', 'e');
  return String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(4)));
}

/** A count with thousands separators: `12,500`. */
export function countInWords(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 row`, `12,500 rows`. */
export function rowsInWords(rows: number): string {
  return `${countInWords(rows)} ${rows === 1 ? 'row' : 'rows'}`;
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
