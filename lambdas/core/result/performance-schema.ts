import * as z from 'zod';
import { type MetricName, metricNames, tasks } from '../contract/model-rules.ts';
import { count, share } from './quantities.ts';

const metricName = z.enum<readonly MetricName[]>(metricNames);

/** From, to: where the true value is with 95 %. */
const interval = z.tuple([z.number(), z.number()]).describe('95 % interval.');

const verdict = z.enum(['no-worse', 'worse', 'cannot-tell']);

/** How much worse than the baseline, relative: 0.05 is 5 %. Below 0 where it is better. */
/** Absent where there is no baseline, or it is zero. */
const loss = z
  .object({ value: z.number(), interval })
  .describe('How much worse than the baseline, relative to it; below 0 where it is better.');

const metricSchema = z.object({
  name: metricName,
  value: z.number(),
  standardError: z.number().min(0).optional(),
  baseline: z.number().optional(),
});

const confusionSchema = z.object({
  classes: z.array(z.string()).describe('The last one stands for all others where there are many.'),
  counts: z.array(z.array(count)).describe('By what was predicted, then by what is true.'),
});

/** Rows of one bin of scores: how often what they say came true. */
const calibrationSchema = z.object({
  from: z.number(),
  to: z.number(),
  rows: count,
  score: z.number().describe('Mean score of the labelled rows.'),
  observed: share.describe(
    'Share of them that are of the positive class; of several classes: that are right.',
  ),
});

/** What a model of numbers is followed by over time. */
const cappedSchema = z.object({
  cap: z.number().describe('Errors beyond it count as if they were no larger.'),
  value: share.describe('Mean of |error|, at most the cap, as a share of it; of all rows.'),
  standardError: z.number().min(0),
  baseline: share.describe('Of the labelled rows of the reference.'),
  dispersion: z
    .number()
    .gt(0)
    .describe('Variance of a row of the reference, as a share of that of right and wrong.'),
});

const realisedSchema = z.object({
  rows: count.describe('Rows with a label.'),
  of: count.describe('Rows of the batch.'),
  value: z.number().describe('Of all rows; where some have no label, see weighted.'),
  interval,
  loss: loss.optional(),
  verdict,
  metrics: z.array(metricSchema),
  capped: cappedSchema.optional().describe('Where numbers are predicted.'),
  confusion: confusionSchema.optional(),
  calibration: z.array(calibrationSchema).optional(),
  weighted: z
    .object({
      naive: z.number().describe('Of the labelled rows alone.'),
      estimated: share.describe(
        'Of the rows, those of kinds none of which has a label: there the estimate stands.',
      ),
    })
    .optional()
    .describe(
      'Set where some rows have no label: then the value is weighted by how many rows there are of each kind.',
    ),
});

/** How far estimates are off by what labels of some batches show. */
export const correctionSchema = z.object({
  value: z.number().describe('Truth less estimate, pulled to zero by its own error.'),
  standardError: z.number().min(0),
  batches: count.describe('With labels, that show it.'),
  labels: count,
});

const gapSchema = z.object({
  value: z.number().describe('By labels less estimated, before any correction.'),
  standardError: z.number().min(0).describe('Of sampling.'),
  calibrationError: z
    .number()
    .min(0)
    .describe('Of what is known from the reference, the same for all its batches.'),
  isBeyond: z
    .boolean()
    .describe(
      'Further off than chance explains: features and target are related otherwise than in the reference.',
    ),
});

const estimatedSchema = z.object({
  method: z.enum(['leaf-wise', 'cbpe', 'leaf-means']),
  value: z.number().optional().describe('Absent where too many rows are outside what the reference knows.'),
  interval: interval.optional(),
  loss: loss.optional(),
  verdict,
  outside: share.describe(
    'Of the rows, those that the reference hardly knows: fewer than 50 of its rows are alike.',
  ),
  metrics: z.array(metricSchema).optional(),
  correctedBy: correctionSchema
    .optional()
    .describe(
      'What was added to the value because labels of earlier batches had shown that estimates were off; other measures are as estimated.',
    ),
});

/** One part of the change of performance; all parts together are the change. */
const reasonSchema = z.object({
  leaf: count,
  rule: z.string().describe('Which rows, in words.'),
  reference: share.describe('Share of the rows of the reference.'),
  current: share,
  before: z.number().describe('Performance of these rows in the reference.'),
  now: z.number(),
  mix: z.number().describe('What the change of their share adds to the loss.'),
  relation: z.number().describe('What the change of how right the model is on them adds to the loss.'),
});

const movedSchema = z.object({
  what: z.enum(['confidence', 'prediction-mix', 'latency', 'error-rate']),
  column: z.string(),
  detail: z.string().optional().describe('Which percentile, or which class.'),
  before: z.number(),
  now: z.number(),
  change: z.number().describe('Relative; of shares in parts of all rows.'),
  standardError: z.number().min(0).describe('Of the change.'),
  limit: z.number(),
});

const groupSchema = z.object({
  value: z.string(),
  rows: count,
  labelled: count,
  realised: z.number().optional(),
  standardError: z.number().min(0).optional(),
  estimated: z.number().optional(),
  baseline: z.number().optional().describe('Of the same rows of the reference.'),
});

const costSchema = z.object({
  perRow: z.number(),
  baseline: z.number().optional(),
  isEstimate: z.boolean(),
});

/** Whether the model is still right, as far as is known. */
export const performanceSchema = z.object({
  task: z.enum(tasks),
  metric: metricName.describe('What the model is judged by.'),
  rows: count.describe('Rows of the batch that have a prediction.'),
  maxLoss: z.number().describe('How much worse it may be, relative: as the contract has it.'),
  baseline: z
    .object({ value: z.number(), standardError: z.number().min(0), rows: count })
    .optional()
    .describe('Of the labelled rows of the reference; absent where there are too few.'),
  realised: realisedSchema.optional().describe('By labels; absent where no row has one.'),
  estimated: estimatedSchema
    .optional()
    .describe('Without labels: holds as long as the relation of features and target is what it was.'),
  gap: gapSchema
    .optional()
    .describe('How far the estimate is off where there are labels, too: concept drift.'),
  verdict,
  why: z.array(reasonSchema),
  moved: z.array(movedSchema).describe('What the model puts out and what moved beyond its limit.'),
  cost: costSchema.optional(),
  byVersion: z.array(groupSchema).optional(),
  bySegment: z.array(groupSchema).optional(),
  notes: z.array(z.string()).optional().describe('What could not be told, and why.'),
});

export type PerformanceResult = z.infer<typeof performanceSchema>;

export type Correction = Readonly<z.infer<typeof correctionSchema>>;
export type Gap = Readonly<z.infer<typeof gapSchema>>;
