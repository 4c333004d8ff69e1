import { isGain, type MetricName } from '../../contract/model-rules.ts';
import type { PerformanceResult } from '../../result/performance-schema.ts';

/** A value, and how far it is off by chance. */
export interface Known {
  readonly value: number;
  readonly standardError: number;
}

/** Half of the width of a 95 % interval, in standard errors. */
const wide = 1.959963984540054;

/** A loss counts as one from so many standard errors on: one-sided 99.9 %. One of daily batches in three years is so by chance. */
export const sure = 3.090232306167813;

/** The 95 % interval of a value; @param from, to  what it can't pass */
export function intervalOf({ value, standardError }: Known, metric: MetricName): [number, number] {
  const [least, most] = rangeOf(metric);
  return [Math.max(least, value - wide * standardError), Math.min(most, value + wide * standardError)];
}

/** A value that a measure can have. */
export function inRange({ value, standardError }: Known, metric: MetricName): Known {
  const [least, most] = rangeOf(metric);
  return { value: Math.min(most, Math.max(least, value)), standardError };
}

function rangeOf(metric: MetricName): readonly [number, number] {
  if (metric === 'r2') return [Number.NEGATIVE_INFINITY, 1];
  return [
    0,
    isGain(metric) || metric === 'brier' || metric === 'calibration-error' ? 1 : Number.POSITIVE_INFINITY,
  ];
}

/** How much worse than a baseline, and whether that is more than the contract allows. */
export interface JudgedLoss {
  readonly loss: { value: number; interval: [number, number] };
  readonly verdict: PerformanceResult['verdict'];
}

/**
 * Holds a value against the baseline as in a test of non-inferiority.
 *
 *   loss = (baseline - value) / baseline, of errors (value - baseline) / baseline
 *   no worse: the 95 % interval of the loss ends below the limit
 *   worse: the loss is at least the limit, and above zero by more than sampling does once in a thousand batches
 *
 * @returns undefined where the baseline is zero, of which no share can be taken
 */
export function judgeLoss(
  metric: MetricName,
  baseline: Known,
  current: Known,
  maxLoss: number,
): JudgedLoss | undefined {
  if (!(Math.abs(baseline.value) > 0)) return undefined;
  const sign = isGain(metric) ? 1 : -1;
  const scale = Math.abs(baseline.value);
  const value = (sign * (baseline.value - current.value)) / scale;
  const error =
    Math.hypot(baseline.standardError * (current.value / baseline.value), current.standardError) / scale;
  const interval: [number, number] = [value - wide * error, value + wide * error];
  const isWorse = value >= maxLoss && value > sure * error;
  const verdict = isWorse ? 'worse' : interval[1] < maxLoss ? 'no-worse' : 'cannot-tell';
  return { loss: { value, interval }, verdict };
}
