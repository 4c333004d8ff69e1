import { binomialProbability } from './binomial-probability.ts';

/** A hypergeometric distribution: `drawn` of `marked` + `unmarked` rows, how many of them are marked. Whole numbers. */
export type Draw = { readonly marked: number; readonly unmarked: number; readonly drawn: number };

/** The smallest number of marked rows that a draw can have: 0, or what the unmarked rows do not fill. */
export const leastMarked = ({ unmarked, drawn }: Draw): number => Math.max(0, drawn - unmarked);

/** The largest number of marked rows that a draw can have. */
export const mostMarked = ({ marked, drawn }: Draw): number => Math.min(drawn, marked);

/** The commonest number of marked rows. */
export function modeOf({ marked, unmarked, drawn }: Draw): number {
  return Math.floor(((drawn + 1) * (marked + 1)) / (marked + unmarked + 2));
}

/**
 * Probability that exactly k of the drawn rows are marked, from binomials of any one p.
 *
 *   P(k) = b(k; marked) b(drawn - k; unmarked) / b(drawn; all)
 *
 * @returns the probability, relative error some 1e-14; 0 for a k that can't be
 * @see Loader (2000), Fast and Accurate Computation of Binomial Probabilities; witness: scipy.stats.hypergeom.pmf
 */
export function hypergeometricProbability(k: number, draw: Draw): number {
  if (k < leastMarked(draw) || k > mostMarked(draw)) return 0;
  const all = draw.marked + draw.unmarked;
  if (all === 0) return 1;
  const p = draw.drawn / all;
  const q = (all - draw.drawn) / all;
  const inMarked = binomialProbability(k, draw.marked, p, q);
  const inUnmarked = binomialProbability(draw.drawn - k, draw.unmarked, p, q);
  return (inMarked / binomialProbability(draw.drawn, all, p, q)) * inUnmarked;
}

/** P(k + step) / P(k): 0 where there is no such neighbour. */
export function neighbourRatio(k: number, step: 1 | -1, { marked, unmarked, drawn }: Draw): number {
  return step === 1
    ? ((marked - k) * (drawn - k)) / ((k + 1) * (unmarked - drawn + k + 1))
    : (k * (unmarked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
}
