import { studentTwoSidedTail } from '../functions/student-t.ts';
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

/**
 * Two-sided p-value of a correlation coefficient against 0.
 *
 *   t = r sqrt( (n - 2) / (1 - r^2) ),  n - 2 degrees of freedom
 *
 * Exact for Pearson's of normal data, approximate for Spearman's.
 *
 * @returns p, or why there is none: fewer than three rows
 * @see witnesses: scipy.stats.pearsonr, scipy.stats.spearmanr
 */
export function correlationPValue(
  coefficient: number,
  count: number,
): { readonly computable: true; readonly pValue: number } | NotComputable {
  if (!(count >= 3)) return notComputable('there are fewer than three rows with both values');
  const t = coefficient * Math.sqrt((count - 2) / ((1 - coefficient) * (1 + coefficient)));
  return { computable: true, pValue: studentTwoSidedTail(t, count - 2) };
}
