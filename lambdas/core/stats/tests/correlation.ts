import { normalUpperTail } from '../functions/normal.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';

/** Cross-moments of two variables over the rows that have both: sums merge by addition. */
export type CrossMoments = {
  readonly count: number;
  readonly sumX: number;
  readonly sumY: number;
  readonly sumXX: number;
  readonly sumYY: number;
  readonly sumXY: number;
};

/** `coefficient` is in [-1, 1]. */
export type Correlation = { readonly computable: true; readonly coefficient: number };

/** Below this share of its raw sum of squares a variance is rounding, not spread. */
const LEAST_SPREAD = 1e-13;

/**
 * Correlation coefficient from cross-moments: Spearman's when they are of mid-ranks, Pearson's when they are of values.
 *
 *   r = (n Sxy - Sx Sy) / sqrt( (n Sxx - Sx^2) (n Syy - Sy^2) )
 *
 * @param moments  of variables centred near 0, as mid-ranks are: else the differences cancel
 * @returns r, or why there is none: fewer than two rows, or a variable that does not vary
 * @throws RangeError when a moment is not a number
 * @see Spearman (1904); witnesses: scipy.stats.spearmanr, scipy.stats.pearsonr
 */
export function correlationFromMoments(moments: CrossMoments): Correlation | NotComputable {
  for (const moment of Object.values(moments)) {
    if (!Number.isFinite(moment))
      throw new RangeError(`correlationFromMoments requires finite moments, found ${moment}`);
  }
  const { count, sumX, sumY, sumXX, sumYY, sumXY } = moments;
  if (!(count >= 2)) return notComputable('there are fewer than two rows with both values');
  const varianceX = sumXX - (sumX / count) * sumX;
  const varianceY = sumYY - (sumY / count) * sumY;
  if (!(varianceX > LEAST_SPREAD * sumXX)) return notComputable('the first variable does not vary');
  if (!(varianceY > LEAST_SPREAD * sumYY)) return notComputable('the second variable does not vary');
  const covariance = sumXY - (sumX / count) * sumY;
  const coefficient = covariance / Math.sqrt(varianceX) / Math.sqrt(varianceY);
  return { computable: true, coefficient: Math.max(-1, Math.min(1, coefficient)) };
}

/** A correlation coefficient and the rows that it is of. */
export type SampleCorrelation = { readonly coefficient: number; readonly count: number };

/** What the variance of atanh(r) is times n - 3. */
export const fisherZVariance = {
  /** Pearson's coefficient of normal data (Fisher 1921). */
  pearson: (): number => 1,
  /**
   * Spearman's: Bonett & Wright (2000), 1 + r^2 / 2. Chosen over the constant 1.06 of Fieller, Hartley & Pearson (1957), which
   * is too small from |r| = 0.8 on, so that strong and stable correlations would seem to drift.
   */
  spearman: (r: number): number => 1 + (r * r) / 2,
} as const;

/** `statistic` is z, positive when the reference's coefficient is the larger; `difference` is current less reference. */
export type FisherZ = {
  readonly computable: true;
  readonly statistic: number;
  readonly pValue: number;
  readonly difference: number;
};

/**
 * Whether two independent samples have the same correlation, by Fisher's transformation.
 *
 *   z = ( atanh r - atanh c ) / sqrt( f(r) / (n - 3) + f(c) / (m - 3) )
 *
 * @param kind  which coefficient, and so which f
 * @returns z and the two-sided p, or why there is none: three rows or fewer, or a coefficient of 1 or -1
 * @throws RangeError when a coefficient is not in [-1, 1]
 * @see Fisher (1921); Bonett & Wright (2000), Sample size requirements for Pearson, Kendall and Spearman correlations
 */
export function fisherZ(
  reference: SampleCorrelation,
  current: SampleCorrelation,
  kind: keyof typeof fisherZVariance,
): FisherZ | NotComputable {
  for (const { coefficient } of [reference, current]) {
    if (!(coefficient >= -1 && coefficient <= 1))
      throw new RangeError(`fisherZ requires coefficients in [-1, 1], found ${coefficient}`);
  }
  if (!(reference.count > 3 && current.count > 3)) return notComputable('a sample has three rows or fewer');
  if (Math.max(Math.abs(reference.coefficient), Math.abs(current.coefficient)) === 1) {
    return notComputable('a sample is perfectly correlated, so its coefficient has no error to compare with');
  }
  const variance = (sample: SampleCorrelation) =>
    fisherZVariance[kind](sample.coefficient) / (sample.count - 3);
  const gap = Math.atanh(reference.coefficient) - Math.atanh(current.coefficient);
  const statistic = gap / Math.sqrt(variance(reference) + variance(current));
  return {
    computable: true,
    statistic,
    pValue: Math.min(1, 2 * normalUpperTail(Math.abs(statistic))),
    difference: current.coefficient - reference.coefficient,
  };
}
