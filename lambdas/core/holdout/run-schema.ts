import * as z from 'zod';
import { severities } from '../../severities.ts';
import { environmentChangeSchema } from '../result/environment-schema.ts';
import { count, share } from '../result/quantities.ts';

const fileSchema = z.object({
  key: z.string(),
  versionId: z.string(),
  receivedAt: z.iso.datetime(),
  rows: count,
  unusable: count.describe('Rows that are broken, or have no id.'),
  repeated: count.describe('Rows whose id an earlier row has; the first one counts.'),
});
export type HoldoutFile = z.infer<typeof fileSchema>;

const inputsSchema = z.object({
  compared: count.describe('Columns that both have.'),
  changed: count.describe('Ids of which an input differs.'),
  columns: z
    .array(z.object({ column: z.string(), changed: count }))
    .describe('Those that differ, the most rows first; at most 20.'),
});

const predictionsSchema = z.object({
  moved: count.describe('Ids whose prediction is another one.'),
  share: share.describe('Of the ids that both have.'),
  interval: z.tuple([share, share]).describe('Of the share, 95 %, by Wilson.'),
  movedWithSameInputs: count,
  meanChange: z.number().min(0).optional().describe('Of numbers: mean of |change| over all ids.'),
  largestChange: z.number().min(0).optional(),
  flows: z
    .array(z.object({ from: z.string(), to: z.string(), count }))
    .optional()
    .describe('Of classes: what became what, the commonest first; at most 20.'),
  constant: z.string().optional().describe('Set where every prediction of the run is this one.'),
});

const scoreSchema = z.object({
  metric: z.enum(['accuracy', 'mae']),
  labelled: count.describe('Ids with a label and both predictions.'),
  baseline: z.number(),
  current: z.number(),
  loss: z.number().describe('How much worse, relative to the baseline; negative where it is better.'),
  pValue: share.describe('That as many ids got worse as better by chance: exact sign test on the same ids.'),
  worse: count,
  better: count,
  labelsChanged: count.describe('Ids whose label is not that of the baseline; that of the run counts.'),
});

const confidenceSchema = z.object({
  compared: count,
  baseline: z.number().describe('Mean.'),
  current: z.number(),
});

/** A holdout set scored again, beside its baseline: `holdouts/<model>/<id>.json`. */
export const holdoutRunSchema = z.object({
  schemaVersion: z.literal(1),
  plumbline: z.string(),
  model: z.string(),
  environment: z.string(),
  id: z.string(),
  run: fileSchema,
  baseline: fileSchema,
  ids: z.object({
    both: count,
    missing: count.describe('In the baseline alone.'),
    added: count.describe('In the run alone.'),
  }),
  columnsMissing: z.array(z.string()).describe('Inputs of the baseline that the run does not have.'),
  inputs: inputsSchema,
  predictions: predictionsSchema,
  score: scoreSchema.optional().describe('Absent where no id has a label.'),
  confidence: confidenceSchema.optional(),
  environmentChanges: z.array(environmentChangeSchema),
  findings: z.array(z.object({ severity: z.enum(severities), sentence: z.string() })),
});

export type HoldoutRun = z.infer<typeof holdoutRunSchema>;
export type HoldoutComparison = Pick<
  HoldoutRun,
  'ids' | 'columnsMissing' | 'inputs' | 'predictions' | 'score' | 'confidence'
> & { readonly counts: Pick<HoldoutFile, 'rows' | 'unusable' | 'repeated'> };
