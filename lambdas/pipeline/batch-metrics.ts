import type { HistoryRecord } from '../core/report/history/history-record.ts';
import { type MetricName, metricNames } from '../metric-names.ts';

/**
 * What a batch adds to the charts. Shares are absent where nothing was read or compared: no number is not zero.
 *
 * @param judgedAt  when its verdict was published
 */
export function batchMetrics(
  { receivedAt, validation, rows, drift, features, columns = features, performance }: HistoryRecord,
  judgedAt: Date,
): Partial<Record<MetricName, number>> {
  const seconds = (judgedAt.getTime() - Date.parse(receivedAt)) / 1000;
  return {
    [metricNames.batches]: 1,
    [metricNames.batchesRejected]: validation === 'rejected' ? 1 : 0,
    [metricNames.batchesDrifted]: drift === 'drifted' ? 1 : 0,
    [metricNames.rowsRead]: rows.read,
    [metricNames.rowsQuarantined]: rows.quarantined,
    ...(rows.read > 0 && { [metricNames.quarantinedPercent]: (100 * rows.quarantined) / rows.read }),
    [metricNames.columnsDrifted]: columns.drifted,
    ...(columns.compared > 0 && {
      [metricNames.driftedPercent]: (100 * columns.drifted) / columns.compared,
    }),
    ...(performance ? errorMetrics(performance) : {}),
    // The clocks of S3 and of the function are two.
    [metricNames.secondsToVerdict]: Math.max(0, seconds),
  };
}

/** How often the model is wrong, as far as it is known of a batch. */
function errorMetrics({
  labelled,
  wrong,
  metric,
  estimated,
}: NonNullable<HistoryRecord['performance']>): Partial<Record<MetricName, number>> {
  return {
    ...(labelled > 0 && wrong !== undefined && { [metricNames.errorPercent]: (100 * wrong) / labelled }),
    ...(metric === 'accuracy' &&
      estimated !== undefined && { [metricNames.estimatedErrorPercent]: 100 * (1 - estimated) }),
  };
}
