import * as z from 'zod';
import { severities } from '../../severities.ts';
import { distanceMethods, testMethods } from '../contract/drift-methods.ts';
import { kinds } from '../contract/terms.ts';
import { changeSchema, mostDecimalsSchema, rateNames, traitNames } from './change-schema.ts';
import { count, share } from './quantities.ts';

/** What was decided, and why in one sentence. */
export const verdictSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('stable'),
    reason: z.string(),
    asUsual: z
      .array(changeSchema)
      .optional()
      .describe('What moved, by no more than is usual for the source; absent where nothing did.'),
  }),
  z.object({
    status: z.literal('drifted'),
    severity: z.enum(severities),
    reason: z.string(),
    changes: z.array(changeSchema).describe('What changed, as data: the reason says it in words.'),
  }),
  z.object({ status: z.literal('inconclusive'), reason: z.string() }),
]);

/** Rows or values on both sides. */
export const sampleSizes = z.object({ reference: count, current: count });

/** Smallest effect that would have been found with 80 % power, in the unit of the effect beside it. */
export const resolution = z
  .number()
  .min(0)
  .optional()
  .describe('Smallest effect that would have been found with 80 % power, in the unit of the effect.');

const usualLimitSchema = z.object({
  upTo: z.number().min(0).describe('How far it goes when all is well, for a batch of this size.'),
  today: z.number().min(0).describe('How far it goes in this batch: on coarse bins where it is of values.'),
  blocks: count.describe('Blocks of the reference that this was learned from.'),
});

/** What is usual of an effect, and what it is in a batch. */
export type UsualLimit = z.infer<typeof usualLimitSchema>;

/** Absent where nothing is known of what is usual. */
export const usualLimit = usualLimitSchema
  .optional()
  .describe('How far blocks of the reference differ from the whole of it; absent where that is not known.');

/** Of what an effect is a number; `none` where it has no unit. */
const effectUnits = ['share of rows', 'robust scales', 'none'] as const;

/** A change that would have been found with 80 % power. */
export const shiftSchema = z.object({ effect: z.number().min(0), unit: z.enum(effectUnits) });

const testSchema = z.object({
  method: z.enum([...testMethods, 'fisher-exact']),
  statistic: z.number(),
  pValue: share,
  qValue: share.describe('The p-value after Benjamini-Hochberg within its family.'),
  effect: z.number().min(0).describe('How large the change is, in the unit of the method.'),
  minEffect: z.number().min(0),
  resolution,
  unit: z.enum(effectUnits).optional().describe('Of what the effect is a number.'),
  usual: usualLimit,
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
  resolution,
  unit: z.enum(effectUnits).optional(),
  exact: z.boolean().optional().describe('Whether it is that of the values themselves, not of their bins.'),
  samples: sampleSizes.optional(),
});

const rateSchema = z.object({
  name: z.enum(rateNames),
  reference: share,
  current: share,
  pValue: share,
  qValue: share,
  effect: share,
  minEffect: z.number().min(0),
  resolution,
  usual: usualLimit,
  alpha: z.number(),
  samples: sampleSizes,
  verdict: verdictSchema,
});

const representationSchema = z.object({
  name: z.enum(traitNames),
  token: z.string().optional().describe('The missing token that the share is of.'),
  mostDecimals: mostDecimalsSchema
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
  resolution,
  alpha: z.number(),
  samples: sampleSizes,
  verdict: verdictSchema
    .optional()
    .describe('Absent where the trait neither came up nor went: then its share moves with the values.'),
});

/** What was measured and decided about a feature. */
export const featureSchema = z.object({
  name: z.string(),
  kind: z.enum(kinds),
  derivedFrom: z
    .string()
    .optional()
    .describe('The column that the feature is derived of; absent where it is a column itself.'),
  verdict: verdictSchema,
  resolution: shiftSchema
    .optional()
    .describe('Smallest change of its values that would have been found with 80 % power.'),
  equivalent: z
    .literal(true)
    .optional()
    .describe('Set where every effect is below its minEffect even at the upper end of its 95 % interval.'),
  notCompared: z
    .string()
    .optional()
    .describe(
      'Why its values can never be compared with this reference; its rates alone are tested, and its verdict is of them.',
    ),
  measures: z.array(z.union([testSchema, distanceSchema])),
  rates: z.array(rateSchema),
  representation: z
    .array(representationSchema)
    .optional()
    .describe(
      'How the values are written, trait by trait; absent where both sides are written alike, or nothing is known of one.',
    ),
});
