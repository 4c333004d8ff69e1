import { sampleSizes } from '../bins/sample-sizes.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';

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
