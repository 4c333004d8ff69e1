import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Two-sided tail of Student's t distribution: the chance of a value at least as far from 0 as t.
 *
 *   P(|T| >= |t|) = I_x(v/2, 1/2),  x = v / (v + t^2)
 *
 * @param t  any number, infinities included
 * @param degreesOfFreedom  v, above 0, whole or not
 * @returns the probability, in [0, 1], relative error below 1e-11 also in the far tail up to 10,000 degrees of freedom,
 *   1e-10 at a million, 1e-8 at a billion
 * @throws RangeError when t is not a number or the degrees of freedom are not above 0
 * @see Student (1908); Abramowitz & Stegun 26.7.1; witness: scipy.stats.t.sf
 */
export function studentTwoSidedTail(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) throw new RangeError('studentTwoSidedTail requires a number, found NaN');
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const total = degreesOfFreedom + square;
  return incompleteBeta(degreesOfFreedom / total, square / total, degreesOfFreedom / 2, 0.5);
}
