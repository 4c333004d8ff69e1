import { type NotComputable, notComputable } from '../not-computable.ts';
import { sampleSizes } from '../paired-counts.ts';

/** `distance` is in the feature's unit; `exact` tells that every value lies on a cut point. */
export type Wasserstein = {
  readonly computable: true;
  readonly distance: number;
  readonly exact: boolean;
};

/**
 * Wasserstein-1 distance, also called earth mover's: the area between the two empirical distribution functions, which is how
 * far a row must be moved on average to make the samples alike.
 *
 *   W = integral of | F_reference(x) - F_current(x) | dx
 *
 * @param positions  one a cell, not descending, as from `cellPositions`
 * @param reference  counts on the 2k + 1 cells, open bins at even indices
 * @param current  counts of the other sample on the same cells
 * @returns the distance, 0 or above, in the feature's unit; exact when the open bins are empty; not computable when a sample
 *   or the list of cells is empty
 * @throws RangeError when the lengths differ, or a count is negative or not finite
 * @see Vallender (1974); witness: scipy.stats.wasserstein_distance
 */
export function wassersteinDistance(
  positions: ArrayLike<number>,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Wasserstein | NotComputable {
  const [n, m] = sampleSizes('wassersteinDistance', reference, current);
  if (n === 0 || m === 0) return notComputable('a sample is empty');
  if (positions.length === 0) return notComputable('the reference has no values, so there are no cut points');
  if (positions.length !== reference.length) {
    throw new RangeError(
      `wassersteinDistance requires a position per cell, found ${positions.length} for ${reference.length}`,
    );
  }
  let below = 0;
  let area = 0;
  let between = 0;
  for (let cell = 0; cell < positions.length; cell++) {
    const gap = cell === 0 ? 0 : positions[cell]! - positions[cell - 1]!;
    area += (Math.abs(below) / (n * m)) * gap;
    below += reference[cell]! * m - current[cell]! * n;
    if (cell % 2 === 0) between += reference[cell]! + current[cell]!;
  }
  return { computable: true, distance: area, exact: between === 0 };
}
