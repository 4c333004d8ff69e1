import { incompleteBeta } from '../functions/incomplete-beta.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';

/** Size, mean and sample variance (divisor n - 1) of a sample. */
export type SampleMoments = { readonly count: number; readonly mean: number; readonly variance: number };

/** `statistic` is positive when the reference's mean is the larger one; infinite for two different constants. */
export type Welch = {
  readonly computable: true;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
};

/**
 * Welch's t-test: whether two means are equal, without assuming that the variances are. It sees a change of the mean alone, and
 * one absurd value can hide it.
 *
 *   t = (mean_r - mean_c) / sqrt( s_r^2 / n + s_c^2 / m ), degrees of freedom by Welch and Satterthwaite
 *
 * @returns t, its degrees of freedom and the two-sided p, or why there is none: fewer than two values in a sample, or two
 *   samples of one and the same constant
 * @throws RangeError when a variance is negative
 * @see Welch (1947); witness: scipy.stats.ttest_ind(equal_var=False)
 */
export function welchTest(reference: SampleMoments, current: SampleMoments): Welch | NotComputable {
  for (const { variance } of [reference, current]) {
    if (variance < 0) throw new RangeError(`welchTest requires variances of 0 or above, found ${variance}`);
  }
  if (!(reference.count >= 2 && current.count >= 2)) {
    return notComputable('a sample has fewer than two values, so it has no variance');
  }
  const a = reference.variance / reference.count;
  const b = current.variance / current.count;
  const difference = reference.mean - current.mean;
  if (!Number.isFinite(difference) || !Number.isFinite(a + b)) {
    return notComputable('a mean or a variance is too large to be held');
  }
  if (a + b === 0) {
    if (difference === 0) return notComputable('both samples are the same constant');
    const degreesOfFreedom = reference.count + current.count - 2;
    return { computable: true, statistic: difference / 0, degreesOfFreedom, pValue: 0 };
  }
  // Divided first: squares of very small or large variances would under- or overflow.
  const share = a / (a + b);
  const degreesOfFreedom = 1 / (share ** 2 / (reference.count - 1) + (1 - share) ** 2 / (current.count - 1));
  const statistic = difference / Math.sqrt(a + b);
  const pValue = studentTwoSidedTail(statistic, degreesOfFreedom);
  return { computable: true, statistic, degreesOfFreedom, pValue };
}

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
