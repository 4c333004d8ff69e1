import * as z from 'zod';
import { severities } from '../../severities.ts';
import { batchSignals } from '../contract/batch-signals.ts';
import {
  featureSchema,
  resolution,
  sampleSizes,
  shiftSchema,
  usualLimit,
  verdictSchema,
} from './feature-schema.ts';
import { count, share } from './quantities.ts';

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
  resolution,
  usual: usualLimit,
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
  resolution,
  usual: usualLimit,
  alpha: z.number(),
  samples: sampleSizes.describe('Rows of the samples.'),
  columns: z.array(z.string()).describe('Columns of the wave that changed most.'),
  columnsWithout: z
    .array(z.string())
    .optional()
    .describe('Columns that were left out: most of their values are those of one block of the reference.'),
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

const batchSignalSchema = z.object({
  signal: z.enum(batchSignals),
  reference: share.describe('The rate that rows like the reference would have in so many rows.'),
  current: share,
  pValue: share,
  qValue: share,
  effect: share.describe('By how much the rate rose; 0 where it did not.'),
  minEffect: z.number().min(0),
  resolution,
  alpha: z.number(),
  samples: sampleSizes,
  verdict: verdictSchema,
});

/** Drift in the result of a batch: of features, segments and pairs, of all columns together, and against the batches before. */
export const driftSchema = z.object({
  status: z.enum(['stable', 'drifted', 'inconclusive', 'skipped']),
  severity: z.enum(severities).optional().describe('Only where the status is drifted.'),
  reason: z.string().describe('One sentence.'),
  resolution: shiftSchema
    .optional()
    .describe('Only where the status is stable: a shift that would have been found in any stable feature.'),
  alpha: z.number().optional().describe('Share of undrifted batches that may raise an alarm.'),
  batchesPerYear: count
    .optional()
    .describe('How many batches a year is taken to have, where alpha follows from the false alarms a year.'),
  criticalShare: share
    .optional()
    .describe('From this share of drifted columns on the severity is critical: as the contract has it.'),
  tests: count,
  usual: z
    .string()
    .optional()
    .describe('From what it is known how far batches usually differ from the reference, or why it is not.'),
  pooled: z
    .object({
      batches: count.describe('This one too.'),
      rows: count.describe('Their accepted rows.'),
      from: z.iso.datetime().describe('When the first of them arrived.'),
      to: z.iso.datetime().describe('When the last before this one arrived.'),
      alpha: z.number().describe('Part of the alpha above that is for all of them together.'),
    })
    .optional()
    .describe(
      'Set where the batch has too few rows for a verdict of its own: what it could not tell was told of it and accepted batches before it together.',
    ),
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
  pairsCompared: count
    .optional()
    .describe(
      'How many pairs were tested: those with 300 rows or more that have both, in the batch and in the reference.',
    ),
  pairsDrifted: count.optional().describe('How many of them drifted.'),
  columnsWithoutPairs: z
    .array(z.string())
    .optional()
    .describe('Columns in no pair, because there are more than can be compared pair by pair.'),
  multivariate: multivariateSchema
    .optional()
    .describe('One test of all columns together, for changes that no column and no pair shows.'),
  batchSignals: z
    .array(batchSignalSchema)
    .optional()
    .describe('Signals of the rows as a whole, of no column and no pair. Absent where none was compared.'),
  rolling: rollingSchema
    .optional()
    .describe(
      'The batch against those before it, where the contract asks for that. It has no part in the status above.',
    ),
});
