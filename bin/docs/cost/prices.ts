/** On-demand list prices in US dollars, without any free tier; of the first step where there are steps. */
export const prices = {
  region: 'us-east-1',
  /** When they were written down: from what is commonly published, not read off AWS's own pages. Compare them before you rely on a sum. */
  asOf: '2026-11-30',
  /** PUT, POST, COPY, LIST. */
  s3Write: 0.005 / 1000,
  /** GET, HEAD. */
  s3Read: 0.0004 / 1000,
  s3GbMonth: 0.023,
  /** A gigabyte of memory for a second, on arm64. */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  sqsRequest: 0.4 / 1e6,
  snsPublish: 0.5 / 1e6,
  /** A custom metric, which is a name with one pair of environment and model, for a month. */
  metricMonth: 0.3,
  alarmMonth: 0.1,
  /** Beyond the account's first three. */
  dashboardMonth: 3,
  logGb: 0.5,
  schedulerRun: 1 / 1e6,
} as const;
