import { max, sum } from 'simple-statistics';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { pairedShares, sampleSizes } from '../paired-counts.ts';

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
  return { computable: true, distance: max(p.map((share, cell) => Math.abs(share - q[cell]!))) };
}

/** Rows added to every cell of both samples, so that an empty cell doesn't make the index infinite. */
const ADDED = 0.5;

/** 0 for equal shares; without upper bound. */
export type Psi = { readonly computable: true; readonly distance: number };

/**
 * Population stability index: the symmetric Kullback-Leibler divergence, natural logarithm, with half a row added to every
 * cell of both samples.
 *
 *   sum over cells of (q - p) log(q / p),  p = (a + 1/2) / (n + cells / 2)
 *
 * Its mean without drift is about (cells - 1)(1/n + 1/m), so that the customary limits 0.1 and 0.25 mean nothing for small
 * samples.
 *
 * @param reference  counts by cell: reference deciles, or categories
 * @param current  counts by the same cells
 * @returns the index, 0 or above; not computable when a sample is empty
 * @throws RangeError when the cells differ in number, or a count is negative or not finite
 * @see Lewis (1994), An Introduction to Credit Scoring; Yurdakul (2018)
 */
export function psi(reference: ArrayLike<number>, current: ArrayLike<number>): Psi | NotComputable {
  const [n, m] = sampleSizes('psi', reference, current);
  if (n === 0 || m === 0) return notComputable('a sample is empty');
  const added = ADDED * reference.length;
  const p = Array.from(reference, (count) => (count + ADDED) / (n + added));
  const q = Array.from(current, (count) => (count + ADDED) / (m + added));
  return { computable: true, distance: psiOfShares(p, q) };
}

/**
 * Population stability index of shares as they are.
 *
 *   sum over cells of (q - p) log(q / p)
 *
 * @returns the index, 0 or above; infinite when a cell is empty on one side only
 */
export function psiOfShares(p: readonly number[], q: readonly number[]): number {
  // Summed plainly: no term is negative, and compensation would turn an infinite one into NaN.
  return p.reduce((total, share, cell) => total + cellTerm(share, q[cell]!), 0);
}

const cellTerm = (p: number, q: number): number => (p === q ? 0 : (q - p) * Math.log(q / p));
