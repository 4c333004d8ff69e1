import { type NotComputable, notComputable } from '../not-computable.ts';
import type { Distance } from './jensen-shannon.ts';
import { pairedShares } from './shares.ts';

/**
 * L-infinity distance, also called Chebyshev's: the largest change of any one cell's share.
 *
 *   max over cells of | p - q |
 *
 * @param reference  counts by cell; need not be normalised
 * @param current  counts by the same cells
 * @returns the distance, in [0, 1]; not computable when a sample is empty
 * @throws RangeError when the cells differ in number or a count is negative or not finite
 * @see Breck et al. (2019), Data validation for machine learning: the skew measure of TensorFlow Data Validation
 */
export function lInfinityDistance(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Distance | NotComputable {
  const both = pairedShares(reference, current);
  if (both === undefined) return notComputable('a sample is empty');
  const [p, q] = both;
  const widest = p.reduce((largest, share, cell) => Math.max(largest, Math.abs(share - q[cell]!)), 0);
  return { computable: true, distance: widest };
}
