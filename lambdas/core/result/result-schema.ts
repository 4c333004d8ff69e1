import * as z from 'zod';
import { seasons } from '../contract/seasons.ts';
import { violationCodes } from '../contract/violation.ts';
import { driftSchema } from './drift-schema.ts';
import { comparedLockFilesSchema, environmentChangeSchema } from './environment-schema.ts';
import { performanceSchema } from './performance-schema.ts';
import { count, share } from './quantities.ts';

const violationSchema = z.object({
  code: z.enum(violationCodes),
  column: z.string().optional(),
  message: z.string(),
  expected: z.string().optional(),
  found: z.string().optional(),
});

const exampleSchema = z.object({
  row: count.describe('Number of the row in the batch, from 1, header and blank lines not counted.'),
  found: z.string().optional(),
});

/** One clause of the contract that rows broke: how many, and a few of them. */
export const violationCountSchema = z.object({
  code: z.enum(violationCodes),
  column: z.string().optional(),
  count,
  share: share.describe('Of the rows read.'),
  expected: z.string().optional(),
  examples: z.array(exampleSchema),
});

/** What became of the rows of a batch, and of the batch as a whole. */
export const validationSchema = z.object({
  status: z.enum(['accepted', 'rejected']),
  reasons: z.array(violationSchema).describe('What the batch as a whole broke; empty when it is accepted.'),
  rows: z.object({
    read: count,
    accepted: count,
    quarantined: count,
    stored: count.optional().describe('Quarantined rows that were kept, where they are fewer than all.'),
  }),
  maxRejectedShare: share
    .optional()
    .describe('A larger share of rows that break the contract rejects the batch: as the contract has it.'),
  violations: z.array(violationCountSchema).describe('What rows broke, commonest first.'),
  quarantineKey: z.string().optional().describe('Where the quarantined rows lie, in the results bucket.'),
  fixableKey: z
    .string()
    .optional()
    .describe(
      'Where the quarantined rows of a CSV file lie under its header, to be mended and dropped again.',
    ),
});

/** The program that wrote a file, as far as the file tells. */
export const writerSchema = z.object({
  createdBy: z.string().optional(),
  pandasVersion: z.string().optional(),
  library: z.string().optional().describe('The library that pandas wrote with.'),
  libraryVersion: z.string().optional(),
  sparkVersion: z.string().optional(),
  arrowSchema: z.literal(true).optional().describe('Set where an Arrow library left its schema.'),
  dtypes: z
    .array(z.object({ column: z.string(), dtype: z.string() }))
    .optional()
    .describe('What pandas held each column as.'),
});

/** Versions of packages, by name. */
export const versionsSchema = z.array(z.object({ name: z.string(), version: z.string() }));

/** What is known of a batch before a row is read. */
export const batchFactsSchema = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string(),
  bytes: count,
  format: z.enum(['csv', 'jsonl', 'parquet', 'data-capture', 'ground-truth', 'unknown']),
  compression: z.enum(['none', 'gzip', 'zstd']).optional(),
  notes: z
    .array(z.string())
    .optional()
    .describe('What the owner should know although the file could be read.'),
  writer: writerSchema.optional().describe('The program that wrote the file; only Parquet tells.'),
  versions: versionsSchema
    .optional()
    .describe(
      'What the metadata of the object says: of `x-amz-meta-environment-<package>` and `x-amz-meta-model-version`.',
    ),
  receivedAt: z.iso.datetime().describe('When the object was written.'),
  revises: z
    .string()
    .optional()
    .describe('Set where the batch was judged again: the id of the judgement that no longer holds.'),
});

/** Which contract a batch was held against. */
export const contractFactsSchema = z.object({
  source: z.enum(['uploaded', 'inferred', 'none']),
  version: z.string(),
});

/** The published result of a batch: what the results bucket holds and what `--json` prints. */
export const resultSchema = z.object({
  schemaVersion: z.literal(1),
  plumbline: z.string(),
  model: z.string(),
  environment: z.string(),
  batch: batchFactsSchema,
  contract: contractFactsSchema,
  reference: z
    .object({
      version: z.string(),
      rows: count,
      season: z
        .enum(seasons)
        .optional()
        .describe('Of which month or day of the week the reference is; absent for the default one.'),
      standsInFor: z
        .enum(seasons)
        .optional()
        .describe(
          'For the reference of which month or day of the week the default one stands in, where the contract asks for that and there is none to use.',
        ),
    })
    .optional(),
  validation: validationSchema,
  drift: driftSchema,
  performance: performanceSchema
    .nullable()
    .describe('Whether the model is still right; null where nothing says what it predicts.'),
  environmentChanges: z
    .array(environmentChangeSchema)
    .describe(
      'What differs between what wrote the reference and what wrote the batch, the weightiest first; at most 500.',
    ),
  lockFiles: z
    .array(comparedLockFilesSchema)
    .optional()
    .describe('Which lock files were compared; absent where there are none of both.'),
  alerts: z.array(z.string()),
});

export type Result = z.infer<typeof resultSchema>;
export type BatchFacts = z.infer<typeof batchFactsSchema>;
export type Validation = Result['validation'];
export type ViolationCount = Validation['violations'][number];
export type Drift = Result['drift'];
export type FeatureDrift = Drift['features'][number];
export type SegmentDrift = NonNullable<Drift['segments']>[number];
export type PairDrift = NonNullable<Drift['pairs']>[number];
export type RollingDrift = NonNullable<Drift['rolling']>;
export type MultivariateDrift = NonNullable<Drift['multivariate']>;
export type BatchSignalDrift = NonNullable<Drift['batchSignals']>[number];
export type RateDrift = FeatureDrift['rates'][number];
export type RepresentationDrift = NonNullable<FeatureDrift['representation']>[number];
export type Measure = FeatureDrift['measures'][number];
export type Verdict = FeatureDrift['verdict'];
