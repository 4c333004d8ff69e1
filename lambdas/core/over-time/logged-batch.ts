import type { MetricName } from '../contract/model-rules.ts';
import type { Gap } from '../result/performance-schema.ts';
import type { Result } from '../result/result-schema.ts';
import type { LoggedBatch } from './loss-log.ts';

/** What a batch is known by, beside its performance. */
export type BatchOfLosses = Pick<Result, 'reference'> & {
  readonly batch: Pick<Result['batch'], 'id' | 'receivedAt'>;
  readonly turn?: number | undefined;
};

/**
 * What a log keeps of a batch: of classes how many labelled rows were predicted wrongly, of numbers the sum of their capped losses; on all
 * rows alike where only some kinds of rows have labels.
 *
 * @returns undefined where the reference has no labels to compare with
 */
export function loggedBatch(
  { batch, reference, turn }: BatchOfLosses,
  performance: Result['performance'],
): LoggedBatch | undefined {
  const losses = performance && reference ? lossesOf(performance) : undefined;
  if (!performance || !reference || !losses) return undefined;
  const { gap, metric } = performance;
  return {
    id: batch.id,
    receivedAt: batch.receivedAt,
    ...(turn === undefined ? {} : { turn }),
    ...losses,
    ...judgedBy(performance),
    ...(gap ? { gap: loggedGap(metric, gap) } : {}),
    reference: reference.version,
    ...(reference.season ? { season: reference.season } : {}),
  };
}

/** Of classes errors are followed, and so accuracy; of numbers capped ones, which no measure is. */
function judgedBy({ metric, baseline, realised }: Performance): Pick<LoggedBatch, 'judged'> {
  if (metric === 'accuracy' || !baseline || !realised) return {};
  return { judged: { metric, value: realised.value, baseline: baseline.value } };
}

function loggedGap(metric: MetricName, { value, standardError, calibrationError }: Gap): LoggedBatch['gap'] {
  return { metric, value, standardError, calibrationError };
}

type Performance = NonNullable<Result['performance']>;
type Losses = Pick<
  LoggedBatch,
  'labelled' | 'wrong' | 'usual' | 'limit' | 'estimated' | 'numbers' | 'weighting'
>;

function lossesOf(performance: Performance): Losses | undefined {
  return performance.task === 'regression' ? lossesOfNumbers(performance) : lossesOfClasses(performance);
}

function lossesOfNumbers({
  baseline,
  realised,
  estimated,
  metric,
  maxLoss,
}: Performance): Losses | undefined {
  const { capped } = realised ?? {};
  if (!baseline || !realised || !capped) return undefined;
  const { cap, value, standardError, dispersion } = capped;
  const labelled = realised.rows;
  const variance = dispersion * capped.baseline * (1 - capped.baseline);
  const isSame = metric === 'mae' && estimated?.value !== undefined;
  return {
    labelled,
    wrong: labelled * value,
    usual: { labelled: baseline.rows, wrong: baseline.rows * capped.baseline },
    limit: Math.min(1, capped.baseline * (1 + maxLoss)),
    // A mean of errors of which some are beyond the cap is no mean of capped ones: as far off as it is at the reference.
    ...(isSame ? { estimated: Math.min(1, (capped.baseline * estimated.value!) / baseline.value) } : {}),
    ...weightingOf(realised, (standardError ** 2 * labelled) / variance),
    numbers: { cap, dispersion },
  };
}

function lossesOfClasses(performance: Performance): Losses | undefined {
  const { baseline, realised, estimated, metric, maxLoss } = performance;
  const usualAccuracy = usualAccuracyOf(performance);
  if (!baseline || usualAccuracy === undefined) return undefined;
  const accuracy = accuracyOf(performance);
  const labelled = accuracy === undefined ? 0 : (realised?.rows ?? 0);
  const estimate = metric === 'accuracy' ? estimated?.value : undefined;
  const { standardError = 0 } = accuracyIn(realised) ?? {};
  const variance = (accuracy ?? 1) * (1 - (accuracy ?? 1));
  return {
    labelled,
    wrong: wrongOf(labelled, accuracy ?? 1),
    usual: { labelled: baseline.rows, wrong: wrongOf(baseline.rows, usualAccuracy) },
    limit: 1 - usualAccuracy * (1 - Math.min(1, maxLoss)),
    ...(estimate === undefined ? {} : { estimated: Math.min(1, Math.max(0, 1 - estimate)) }),
    ...weightingOf(realised, (standardError ** 2 * labelled) / variance),
  };
}

/** @param factor  variance of the weighted mean, as a multiple of that of as many rows that all count alike */
function weightingOf(realised: Performance['realised'], factor: number): Pick<Losses, 'weighting'> {
  return realised?.weighted && Number.isFinite(factor) && factor > 1 ? { weighting: factor } : {};
}

function accuracyIn(realised: Performance['realised']) {
  return realised?.metrics.find(({ name }) => name === 'accuracy');
}

/** Of the reference. */
function usualAccuracyOf({ metric, baseline, realised }: Performance): number | undefined {
  return metric === 'accuracy' ? baseline?.value : accuracyIn(realised)?.baseline;
}

/** Of the batch; where some rows have no label, as if all had. */
function accuracyOf({ metric, realised }: Performance): number | undefined {
  return metric === 'accuracy' ? realised?.value : accuracyIn(realised)?.value;
}

/** The number of wrong rows that an accuracy is of. */
function wrongOf(labelled: number, accuracy: number): number {
  return Math.round(labelled * (1 - Math.min(1, Math.max(0, accuracy))));
}
