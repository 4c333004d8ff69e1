import * as z from 'zod';
import { distanceMethods, testMethods } from '../contract/drift-methods.ts';
import { kinds } from '../contract/kinds.ts';
import { seasons } from '../contract/seasons.ts';
import { violationCodes } from '../contract/violation.ts';

/** How bad a finding is. */
export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

const count = z.int().min(0);
const share = z.number().min(0).max(1);

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

export const violationCountSchema = z.object({
  code: z.enum(violationCodes),
  column: z.string().optional(),
  count,
  share: share.describe('Of the rows read.'),
  expected: z.string().optional(),
  examples: z.array(exampleSchema),
});

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

const verdictSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('stable'), reason: z.string() }),
  z.object({ status: z.literal('drifted'), severity: z.enum(severities), reason: z.string() }),
  z.object({ status: z.literal('inconclusive'), reason: z.string() }),
]);

const sampleSizes = z.object({ reference: count, current: count });

/** Of what an effect is a number; `none` where it has no unit. */
const effectUnits = ['share of rows', 'robust scales', 'none'] as const;

const testSchema = z.object({
  method: z.enum([...testMethods, 'fisher-exact']),
  statistic: z.number(),
  pValue: share,
  qValue: share.describe('The p-value after Benjamini-Hochberg within its family.'),
  effect: z.number().min(0).describe('How large the change is, in the unit of the method.'),
  minEffect: z.number().min(0),
  unit: z.enum(effectUnits).optional().describe('Of what the effect is a number.'),
  alpha: z.number().describe('What the q-value was held against.'),
  correction: z.enum(['benjamini-hochberg']).optional(),
  exact: z.boolean().describe('Whether the statistic is exact; else it is within bound.'),
  bound: z.number().min(0).optional().describe('By how much the true statistic may exceed this one.'),
  samples: sampleSizes,
});

const distanceSchema = z.object({
  method: z.enum(distanceMethods),
  distance: z.number().min(0),
  minEffect: z
    .number()
    .min(0)
    .optional()
    .describe('Only where the contract has this distance decide: what it was held against.'),
  unit: z.enum(effectUnits).optional(),
  exact: z.boolean().optional().describe('Whether it is that of the values themselves, not of their bins.'),
  samples: sampleSizes.optional(),
});

const rateSchema = z.object({
  name: z.enum(['missing', 'invalid', 'unseen', 'out-of-range', 'future', 'out-of-order']),
  reference: share,
  current: share,
  pValue: share,
  qValue: share,
  effect: share,
  minEffect: z.number().min(0),
  alpha: z.number(),
  samples: sampleSizes,
  verdict: verdictSchema,
});

const representationSchema = z.object({
  name: z.enum(['integers', 'float32', 'decimals', 'zeros', 'negatives', 'infinities', 'missing-token']),
  token: z.string().optional().describe('The missing token that the share is of.'),
  mostDecimals: z
    .object({ reference: count, current: count })
    .optional()
    .describe('Decimals that 99 % of the values keep to; 16 where they are not rounded.'),
  reference: share.describe(
    'Of the sampled values; of missing tokens the share of all missing cells, of infinities that of all cells.',
  ),
  current: share,
  pValue: share,
  qValue: share,
  effect: share.describe('Absolute difference where the trait came up or went; else 0.'),
  minEffect: z.number().min(0),
  alpha: z.number(),
  samples: sampleSizes,
  verdict: verdictSchema
    .optional()
    .describe('Absent where the trait neither came up nor went: then its share moves with the values.'),
});

const featureSchema = z.object({
  name: z.string(),
  kind: z.enum(kinds),
  derivedFrom: z
    .string()
    .optional()
    .describe('The column that the feature is derived of; absent where it is a column itself.'),
  verdict: verdictSchema,
  measures: z.array(z.union([testSchema, distanceSchema])),
  rates: z.array(rateSchema),
  representation: z
    .array(representationSchema)
    .optional()
    .describe(
      'How the values are written, trait by trait; absent where both sides are written alike, or nothing is known of one.',
    ),
});

const segmentSchema = z.object({
  column: z.string(),
  value: z.string().describe('What its rows have in that column; a pseudonym where the column is sensitive.'),
  rows: sampleSizes.describe('Accepted rows of it.'),
  verdict: verdictSchema,
  featuresCompared: count,
  featuresDrifted: count,
  features: z
    .array(featureSchema)
    .describe('At most 30: drifted ones first, the largest effect first. Empty where it has too few rows.'),
});

const coefficient = z.number().min(-1).max(1);

const pairSchema = z.object({
  columns: z.tuple([z.string(), z.string()]),
  categories: z
    .tuple([z.string().nullable(), z.string().nullable()])
    .optional()
    .describe('For a column of categories, the one of which each row has it or not; null for a number.'),
  reference: coefficient.describe("Spearman's correlation, of ranks under the reference."),
  current: coefficient,
  effect: z.number().min(0).describe('Absolute difference of the two.'),
  minEffect: z.number().min(0),
  alpha: z.number(),
  pValue: share,
  qValue: share,
  samples: sampleSizes.describe('Rows that have both.'),
  verdict: verdictSchema,
});

const multivariateSchema = z.object({
  method: z.enum(['random-waves']),
  statistic: z.number().min(0).describe('Largest standardised change of the mean of a wave.'),
  pValue: share,
  qValue: share,
  effect: z.number().min(0).describe('The same change in standard deviations of the wave.'),
  minEffect: z.number().min(0),
  alpha: z.number(),
  samples: sampleSizes.describe('Rows of the samples.'),
  columns: z.array(z.string()).describe('Columns of the wave that changed most.'),
  verdict: verdictSchema,
});

const rollingSchema = z.object({
  asked: count.describe('How many batches the contract asks for.'),
  batches: count.describe(
    'How many there were: accepted, before this one, and compared with the same reference.',
  ),
  rows: count.optional().describe('Their accepted rows.'),
  from: z.iso.datetime().optional().describe('When the first of them arrived.'),
  to: z.iso.datetime().optional().describe('When the last of them arrived.'),
  status: z.enum(['stable', 'drifted', 'inconclusive']),
  severity: z.enum(severities).optional().describe('Only where the status is drifted. It alarms nobody.'),
  reason: z.string().describe('One sentence.'),
  alpha: z.number().optional(),
  tests: count,
  features: z
    .array(featureSchema)
    .describe('Those that differ or could not be told; in them, reference means the batches before.'),
  pairs: z.array(pairSchema).optional().describe('At most 50 that differ.'),
  pairsCompared: count.optional(),
  pairsDrifted: count.optional(),
  multivariate: multivariateSchema.optional(),
});

const driftSchema = z.object({
  status: z.enum(['stable', 'drifted', 'inconclusive', 'skipped']),
  severity: z.enum(severities).optional().describe('Only where the status is drifted.'),
  reason: z.string().describe('One sentence.'),
  alpha: z.number().optional(),
  criticalShare: share
    .optional()
    .describe('From this share of drifted features on the severity is critical: as the contract has it.'),
  tests: count,
  features: z.array(featureSchema).describe('Drifted ones first, the largest effect first.'),
  segments: z
    .array(segmentSchema)
    .optional()
    .describe('Drifted ones first. Absent where the contract names no column that makes segments.'),
  segmentsLeftOut: z
    .object({
      column: z.string(),
      values: count.describe(
        'Values of the reference that are no segment: too few rows, or beyond the largest 20.',
      ),
      rows: sampleSizes.describe('Accepted rows that are in no segment.'),
    })
    .optional(),
  pairs: z
    .array(pairSchema)
    .optional()
    .describe(
      'At most 50: drifted ones, then the largest changes. Absent where no pairs were compared: the batch was rejected, or the reference keeps none.',
    ),
  pairsCompared: count.optional().describe('How many pairs were tested.'),
  pairsDrifted: count.optional().describe('How many of them drifted.'),
  columnsWithoutPairs: z
    .array(z.string())
    .optional()
    .describe('Columns in no pair, because there are more than can be compared pair by pair.'),
  multivariate: multivariateSchema
    .optional()
    .describe('One test of all columns together, for changes that no column and no pair shows.'),
  rolling: rollingSchema
    .optional()
    .describe(
      'The batch against those before it, where the contract asks for that. It has no part in the status above.',
    ),
});

/** The program that wrote a file, as far as the file tells. */
const writerSchema = z.object({
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

/** What is known of a batch before a row is read. */
export const batchFactsSchema = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string(),
  bytes: count,
  format: z.enum(['csv', 'jsonl', 'parquet', 'unknown']),
  compression: z.enum(['none', 'gzip', 'zstd']).optional(),
  notes: z
    .array(z.string())
    .optional()
    .describe('What the owner should know although the file could be read.'),
  writer: writerSchema.optional().describe('The program that wrote the file; only Parquet tells.'),
  receivedAt: z.iso.datetime().describe('When the object was written.'),
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
    })
    .optional(),
  validation: validationSchema,
  drift: driftSchema,
  performance: z.null(),
  environmentChanges: z.array(z.never()),
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
export type RateDrift = FeatureDrift['rates'][number];
export type RepresentationDrift = NonNullable<FeatureDrift['representation']>[number];
export type Measure = FeatureDrift['measures'][number];
export type Verdict = FeatureDrift['verdict'];
