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
 * What a log keeps of a batch: of classes how many labelled rows were predicted wrongly, on all rows alike where only some kinds of rows
 * have labels.
 *
 * @returns undefined where classes are not what is predicted, or the reference has no labels to compare with
 */
export function loggedBatch(
  { batch, reference, turn }: BatchOfLosses,
  performance: Result['performance'],
): LoggedBatch | undefined {
  const usualAccuracy = performance ? usualAccuracyOf(performance) : undefined;
  if (!performance?.baseline || !reference || usualAccuracy === undefined) return undefined;
  const { baseline, realised, estimated, gap, metric, maxLoss } = performance;
  const accuracy = accuracyOf(performance);
  const labelled = accuracy === undefined ? 0 : (realised?.rows ?? 0);
  const estimate = metric === 'accuracy' ? estimated?.value : undefined;
  return {
    id: batch.id,
    receivedAt: batch.receivedAt,
    ...(turn === undefined ? {} : { turn }),
    labelled,
    wrong: wrongOf(labelled, accuracy ?? 1),
    usual: { labelled: baseline.rows, wrong: wrongOf(baseline.rows, usualAccuracy) },
    limit: 1 - usualAccuracy * (1 - Math.min(1, maxLoss)),
    ...(estimate === undefined ? {} : { estimated: Math.min(1, Math.max(0, 1 - estimate)) }),
    ...(gap ? { gap: loggedGap(metric, gap) } : {}),
    reference: reference.version,
    ...(reference.season ? { season: reference.season } : {}),
  };
}

function loggedGap(metric: MetricName, { value, standardError, calibrationError }: Gap): LoggedBatch['gap'] {
  return { metric, value, standardError, calibrationError };
}

type Performance = NonNullable<Result['performance']>;

/** Of the reference; undefined where numbers are predicted. */
function usualAccuracyOf({ metric, baseline, realised }: Performance): number | undefined {
  if (metric === 'accuracy') return baseline?.value;
  return realised?.metrics.find(({ name }) => name === 'accuracy')?.baseline;
}

/** Of the batch; where the model is judged by accuracy, as if all rows had a label. */
function accuracyOf({ metric, realised }: Performance): number | undefined {
  if (metric === 'accuracy') return realised?.value;
  return realised?.metrics.find(({ name }) => name === 'accuracy')?.value;
}

/** The number of wrong rows that an accuracy is of. */
function wrongOf(labelled: number, accuracy: number): number {
  return Math.round(labelled * (1 - Math.min(1, Math.max(0, accuracy))));
}
