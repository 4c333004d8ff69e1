import { normalUpperTail } from './normal.ts';

/** Rows of a reference, those whose value no other row has, and values that exactly two rows have. */
export type RareValues = { readonly size: number; readonly once: number; readonly twice: number };

/**
 * Two-sided p-value of the share of values that a reference does not have, against the share to be expected of more rows like
 * the reference's: that of its values seen once.
 *
 *   z = (count / m - N1 / n) / sqrt( s (1 - s) / m + (N1 (1 - N1 / n) + 2 N2) / n^2 ),  s the larger of the two shares
 *
 * N1 / n estimates a share that differs from reference to reference. Both vary, so the error is larger than that of a
 * proportion of n rows: by about N2 / N1 in the standard deviation.
 *
 * @param current  rows whose value the reference does not have, of so many
 * @returns p in [0, 1]; 1 where nothing varies
 * @see Good (1953); Esty (1983), A normal limit law for a nonparametric estimator of the coverage of a random sample
 */
export function unseenSharePValue(
  { size: n, once, twice }: RareValues,
  current: { readonly count: number; readonly size: number },
): number {
  const expected = once / n;
  const found = current.count / current.size;
  const share = Math.max(expected, found);
  const ofBatch = (share * (1 - share)) / current.size;
  const ofReference = (once * (1 - expected) + 2 * twice) / n ** 2;
  const variance = ofBatch + ofReference;
  if (!(variance > 0)) return 1;
  return Math.min(1, 2 * normalUpperTail(Math.abs(found - expected) / Math.sqrt(variance)));
}
