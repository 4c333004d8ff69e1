/** CloudWatch namespace of everything that Plumbline measures. */
export const metricNamespace = 'Plumbline';

/** What every metric is counted by; each pair of values is paid for by itself. */
export const metricDimensions = ['environment', 'model'] as const;

/** What is measured, each with the dimensions environment and model. */
export const metricNames = {
  batches: 'Batches',
  batchesRejected: 'BatchesRejected',
  batchesDrifted: 'BatchesDrifted',
  rowsRead: 'RowsRead',
  rowsQuarantined: 'RowsQuarantined',
  /** Of the rows read. */
  quarantinedPercent: 'QuarantinedPercent',
  /** Each once, whatever is derived of it. */
  columnsDrifted: 'ColumnsDrifted',
  /** Of the columns that were compared. */
  driftedPercent: 'DriftedPercent',
  /** Of the rows with a label, those that were predicted wrongly; only of batches that bring their labels. */
  errorPercent: 'ErrorPercent',
  /** The same as it is estimated without labels. */
  estimatedErrorPercent: 'EstimatedErrorPercent',
  /** From the upload to the published result. */
  secondsToVerdict: 'SecondsToVerdict',
  alertsSent: 'AlertsSent',
  /** Since the newest batch arrived, of a model whose contract promises batches; counted as often as that is watched. */
  hoursSinceBatch: 'HoursSinceBatch',
} as const;

export type MetricKey = keyof typeof metricNames;
export type MetricName = (typeof metricNames)[MetricKey];

/** As CloudWatch names units; what is not here is a count. */
const units: Readonly<Partial<Record<MetricName, 'Percent' | 'Seconds' | 'None'>>> = {
  QuarantinedPercent: 'Percent',
  DriftedPercent: 'Percent',
  ErrorPercent: 'Percent',
  EstimatedErrorPercent: 'Percent',
  SecondsToVerdict: 'Seconds',
  // CloudWatch has no hours.
  HoursSinceBatch: 'None',
};

/** The unit of a metric, for CloudWatch. */
export function metricUnit(name: MetricName): 'Count' | 'Percent' | 'Seconds' | 'None' {
  return units[name] ?? 'Count';
}

/** How many of them an environment pays for: each is a metric a model and month. */
export const metricLevels = ['all', 'few', 'none'] as const;
export type MetricLevel = (typeof metricLevels)[number];

export const metricsOf: Readonly<Record<MetricLevel, readonly MetricKey[]>> = {
  all: Object.keys(metricNames).filter((key): key is MetricKey => key in metricNames),
  few: ['batches', 'batchesRejected', 'batchesDrifted'],
  none: [],
};
