import type { MetricName } from '../contract/model-rules.ts';
import type { Correction } from '../result/performance-schema.ts';
import type { LoggedBatch } from './loss-log.ts';

/** Which estimates are to be corrected: of a measure, by a reference. */
export interface CorrectedEstimates {
  readonly metric: MetricName;
  readonly reference: string;
}

/** Batches that are looked at, the newest: with what they weigh, older ones would add nothing. */
const mostBatches = 60;

/** What an estimate was off by counts half as much after so many batches with labels. */
const halfLife = 10;

/** Fewer batches may have one cause, and be all that is wrong. */
const leastBatches = 5;

/** From so many standard errors on the gap is more than chance: one-sided 99.9 %. */
const sure = 3.090232306167813;

type Gap = NonNullable<LoggedBatch['gap']>;

/**
 * How far estimates are off by what labels of batches have shown: a mean of the gaps, the newest counting most.
 *
 *   w_j = 2^(-age / 10) / s_j²,  m = sum w y / sum w,  age in batches with labels
 *   se² = b sum w² s² / (sum w)² + c²,  b = max(1, sum ((y - m) / s)² / (K - 1)),  c the calibration error of the reference
 *   correction = m (1 - se² / m²)
 *
 * c is not averaged away, as all batches share it; b is the spread of days. Nothing is corrected until |m| is above 3.09 se: labels that
 * agree with estimates leave them alone. A function of the set of batches.
 *
 * @param batches  in the order of arrival
 */
export function estimateCorrection(
  batches: readonly LoggedBatch[],
  { metric, reference }: CorrectedEstimates,
): Correction | undefined {
  const known = batches
    .flatMap(({ gap, reference: of, labelled }) =>
      gap?.metric === metric && of === reference ? [{ gap, labelled }] : [],
    )
    .slice(-mostBatches);
  if (known.length < leastBatches) return undefined;
  const { value, standardError } = meanGap(known.map(({ gap }) => gap));
  if (!(Math.abs(value) > sure * standardError)) return undefined;
  return {
    value: value * (1 - (standardError / value) ** 2),
    standardError,
    batches: known.length,
    labels: known.reduce((sum, { labelled }) => sum + labelled, 0),
  };
}

/** @param gaps  the newest last */
function meanGap(gaps: readonly Gap[]): { readonly value: number; readonly standardError: number } {
  const weighed = gaps.map((gap, index) => {
    const variance = Math.max(gap.standardError ** 2, Number.MIN_VALUE);
    return { ...gap, variance, weight: 2 ** ((index + 1 - gaps.length) / halfLife) / variance };
  });
  const sum = (of: (one: (typeof weighed)[number]) => number) =>
    weighed.reduce((total, one) => total + of(one), 0);
  const weights = sum(({ weight }) => weight);
  const value = sum((one) => one.weight * one.value) / weights;
  const excess = sum((one) => (one.value - value) ** 2 / one.variance) / (gaps.length - 1);
  const own = sum(({ weight, variance }) => weight ** 2 * variance) / weights ** 2;
  const shared = sum(({ weight, calibrationError }) => weight * calibrationError) / weights;
  return { value, standardError: Math.sqrt(own * Math.max(1, excess) + shared ** 2) };
}
