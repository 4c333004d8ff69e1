import { sum } from 'simple-statistics';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { pairedShares } from './shares.ts';

/** A distance in [0, 1], 0 for equal distributions. */
export type Distance = { readonly computable: true; readonly distance: number };

/**
 * Jensen-Shannon distance: the square root of the divergence to base 2, a metric.
 *
 *   sqrt( sum over cells of [ p log2(p / m) + q log2(q / m) ] / 2 ),  m = (p + q) / 2
 *
 * @param reference  counts by cell; need not be normalised
 * @param current  counts by the same cells
 * @returns the distance, in [0, 1]; 1 for distributions that share no cell; not computable when a sample is empty
 * @throws RangeError when the cells differ in number or a count is negative or not finite
 * @see Lin (1991); Endres & Schindelin (2003); witness: scipy.spatial.distance.jensenshannon(base=2)
 */
export function jensenShannonDistance(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Distance | NotComputable {
  const both = pairedShares(reference, current);
  if (both === undefined) return notComputable('a sample is empty');
  const [p, q] = both;
  const terms = p.map((share, cell) => cellDivergence(share, q[cell]!));
  return { computable: true, distance: Math.sqrt(Math.min(1, Math.max(0, sum(terms) / (2 * Math.LN2)))) };
}

/** p log(p / m) + q log(q / m), by log1p of the relative gap, so that near-equal cells don't cancel. */
function cellDivergence(p: number, q: number): number {
  if (p === q) return 0;
  const gap = (p - q) / (p + q);
  const first = p === 0 ? 0 : p * Math.log1p(gap);
  const second = q === 0 ? 0 : q * Math.log1p(-gap);
  return first + second;
}
