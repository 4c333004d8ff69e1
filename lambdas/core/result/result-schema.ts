import * as z from 'zod';
import { kinds } from '../contract/contract.ts';
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
  rows: z.object({ read: count, accepted: count, quarantined: count }),
  violations: z.array(violationCountSchema).describe('What rows broke, commonest first.'),
  quarantineKey: z.string().optional().describe('Where the quarantined rows lie, in the results bucket.'),
});

const verdictSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('stable'), reason: z.string() }),
  z.object({ status: z.literal('drifted'), severity: z.enum(severities), reason: z.string() }),
  z.object({ status: z.literal('inconclusive'), reason: z.string() }),
]);

const sampleSizes = z.object({ reference: count, current: count });

const testSchema = z.object({
  method: z.enum(['ks', 'chi-square', 'fisher-exact']),
  statistic: z.number(),
  pValue: share,
  qValue: share.describe('The p-value after Benjamini-Hochberg within its family.'),
  effect: z.number().min(0),
  minEffect: z.number().min(0),
  alpha: z.number().describe('What the q-value was held against.'),
  exact: z.boolean().describe('Whether the statistic is exact; else it is within bound.'),
  bound: z.number().min(0).optional().describe('By how much the true statistic may exceed this one.'),
  samples: sampleSizes,
});

const distanceSchema = z.object({ method: z.enum(['jensen-shannon']), distance: z.number().min(0) });

const rateSchema = z.object({
  name: z.enum(['missing', 'invalid', 'unseen', 'out-of-range']),
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

const featureSchema = z.object({
  name: z.string(),
  kind: z.enum(kinds),
  verdict: verdictSchema,
  measures: z.array(z.union([testSchema, distanceSchema])),
  rates: z.array(rateSchema),
});

const driftSchema = z.object({
  status: z.enum(['stable', 'drifted', 'inconclusive', 'skipped']),
  severity: z.enum(severities).optional().describe('Only where the status is drifted.'),
  reason: z.string().describe('One sentence.'),
  alpha: z.number().optional(),
  tests: count,
  features: z.array(featureSchema).describe('Drifted ones first, the largest effect first.'),
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
  reference: z.object({ version: z.string(), rows: count }).optional(),
  validation: validationSchema,
  drift: driftSchema,
  performance: z.null(),
  environmentChanges: z.array(z.never()),
  alerts: z.array(z.string()),
});

export type Result = z.infer<typeof resultSchema>;
export type BatchFacts = z.infer<typeof batchFactsSchema>;
export type ContractFacts = z.infer<typeof contractFactsSchema>;
export type Validation = Result['validation'];
export type ViolationCount = Validation['violations'][number];
export type Drift = Result['drift'];
export type FeatureDrift = Drift['features'][number];
export type RateDrift = FeatureDrift['rates'][number];
export type Measure = FeatureDrift['measures'][number];
export type Verdict = FeatureDrift['verdict'];
