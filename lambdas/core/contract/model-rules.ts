import * as z from 'zod';

/** What a model does, and so what being right means. */
export const tasks = ['binary', 'multiclass', 'regression'] as const;

export type Task = (typeof tasks)[number];

/** Values that usually mean the class that is looked for. */
export const usualPositives: readonly string[] = [
  '1',
  'true',
  'True',
  'TRUE',
  'yes',
  'Yes',
  'YES',
  'y',
  'Y',
  'positive',
  'pos',
  't',
  'T',
];

/** Measures of how right a model is, by what it does; the first is what it is judged by unless the contract says otherwise. */
export const metricsOfTask = {
  binary: ['accuracy', 'precision', 'recall', 'f1', 'roc-auc', 'log-loss', 'brier', 'calibration-error'],
  multiclass: ['accuracy', 'f1-macro', 'f1-weighted', 'precision-macro', 'recall-macro'],
  regression: ['mae', 'rmse', 'r2', 'mape'],
} as const;

const allMetrics = [
  ...metricsOfTask.binary,
  ...metricsOfTask.multiclass.slice(1),
  ...metricsOfTask.regression,
] as const;

/** Every measure by its name. */
export const metricNames: readonly MetricName[] = allMetrics;

export type MetricName = (typeof allMetrics)[number];

/** Measures of which less is better. */
const errors: ReadonlySet<MetricName> = new Set([
  'log-loss',
  'brier',
  'calibration-error',
  'mae',
  'rmse',
  'mape',
]);

/** Whether more of a measure is better. */
export function isGain(metric: MetricName): boolean {
  return !errors.has(metric);
}

const limit = z.number().gt(0).max(10).default(0.05);

const limitsSchema = z.strictObject({
  confidence: limit.describe('Of the mean of each column with the role `confidence`, relative.'),
  predictionMix: limit.describe(
    'Of predictions: share of rows that are predicted otherwise (classes), or change of the mean, relative (numbers).',
  ),
  latency: limit.describe('Of the 50th, 95th and 99th percentile of latencies, relative.'),
  errorRate: limit.describe('Of the share of rows with an error, in parts of all rows.'),
});

const labelsSchema = z.strictObject({
  windowDays: z
    .number()
    .gt(0)
    .max(3650)
    .default(90)
    .describe('Labels are joined to batches that arrived so many days before them at most.'),
});

/** What the model does and when it does worse. */
export const modelRulesSchema = z.strictObject({
  task: z
    .enum(tasks)
    .optional()
    .describe(
      'What is predicted: one of two classes, one of more, or a number; by default as the columns of the reference look.',
    ),
  positiveClass: z
    .string()
    .optional()
    .describe(
      'Of two classes the one that is looked for, as cells have it; by default the one that is usually meant: `1`, `true`, `yes`.',
    ),
  primaryMetric: z
    .enum(allMetrics)
    .optional()
    .describe('What the model is judged by; by default `accuracy`, of numbers `mae`.'),
  maxLoss: z
    .number()
    .gt(0)
    .max(10)
    .default(0.05)
    .describe('How much worse than on the reference the model may be, relative: 0.05 is 5 %.'),
  maxChurn: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe(
      'Of a holdout set that is scored again: the share of ids whose prediction may be another one without a warning.',
    ),
  costs: z
    .record(z.string(), z.record(z.string(), z.number()))
    .optional()
    .describe(
      'What each prediction costs by what is true, `{ "<predicted>": { "<actual>": 12.5 } }`; a pair left out costs nothing.',
    ),
  limits: limitsSchema.prefault({}).describe('From which change on what the model puts out is told.'),
  labels: labelsSchema.prefault({}).describe('Labels that come after their batch.'),
});

/** What a contract says of the model, with the defaults filled in. */
export type ModelRules = z.infer<typeof modelRulesSchema>;

/** The rules of a contract that says nothing of its model. */
export const defaultModelRules: ModelRules = modelRulesSchema.parse({});

/** Measures that are told of groups; others are told as accuracy or mean absolute error. */
const ofGroups: ReadonlySet<MetricName> = new Set(['accuracy', 'precision', 'recall', 'f1', 'mae', 'rmse']);

/** What the rows of a version or a segment are measured by: not every measure can be told from what is kept of them. */
export function groupMetric(task: Task, primary: MetricName): MetricName {
  if (task === 'multiclass') return 'accuracy';
  if (ofGroups.has(primary)) return primary;
  return task === 'regression' ? 'mae' : 'accuracy';
}
