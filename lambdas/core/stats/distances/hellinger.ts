import { sum } from 'simple-statistics';
import { type NotComputable, notComputable } from '../not-computable.ts';
import type { Distance } from './jensen-shannon.ts';
import { pairedShares } from './shares.ts';

/**
 * Hellinger distance, a metric.
 *
 *   sqrt( sum over cells of ( sqrt p - sqrt q )^2 / 2 )
 *
 * @param reference  counts by cell; need not be normalised
 * @param current  counts by the same cells
 * @returns the distance, in [0, 1]; 1 for distributions that share no cell; not computable when a sample is empty
 * @throws RangeError when the cells differ in number or a count is negative or not finite
 * @see Hellinger (1909); Gibbs & Su (2002), On choosing and bounding probability metrics
 */
export function hellingerDistance(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Distance | NotComputable {
  const both = pairedShares(reference, current);
  if (both === undefined) return notComputable('a sample is empty');
  const [p, q] = both;
  const terms = p.map((share, cell) => (Math.sqrt(share) - Math.sqrt(q[cell]!)) ** 2);
  return { computable: true, distance: Math.sqrt(Math.min(1, sum(terms) / 2)) };
}
