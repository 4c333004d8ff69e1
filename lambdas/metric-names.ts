/** CloudWatch namespace of everything that Plumbline measures. */
export const metricNamespace = 'Plumbline';

/** Metrics a batch emits, each with the dimensions environment and model. */
export const metricNames = {
  batches: 'Batches',
  batchesRejected: 'BatchesRejected',
  batchesDrifted: 'BatchesDrifted',
  rowsRead: 'RowsRead',
  rowsQuarantined: 'RowsQuarantined',
  featuresDrifted: 'FeaturesDrifted',
  alertsSent: 'AlertsSent',
} as const;

export type MetricName = (typeof metricNames)[keyof typeof metricNames];
