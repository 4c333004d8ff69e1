import { sum } from 'simple-statistics';
import { type NotComputable, notComputable } from '../not-computable.ts';
import type { Distance } from './jensen-shannon.ts';
import { pairedShares } from './shares.ts';

/**
 * Total variation distance: the share of rows that would have to change cell to make the samples alike.
 *
 *   sum over cells of | p - q | / 2
 *
 * @param reference  counts by cell; need not be normalised
 * @param current  counts by the same cells
 * @returns the distance, in [0, 1]; not computable when a sample is empty
 * @throws RangeError when the cells differ in number or a count is negative or not finite
 * @see Gibbs & Su (2002), On choosing and bounding probability metrics
 */
export function totalVariation(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Distance | NotComputable {
  const both = pairedShares(reference, current);
  if (both === undefined) return notComputable('a sample is empty');
  const [p, q] = both;
  const gaps = p.map((share, cell) => Math.abs(share - q[cell]!));
  return { computable: true, distance: Math.min(1, sum(gaps) / 2) };
}
