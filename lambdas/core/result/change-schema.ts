import * as z from 'zod';
import { count, share } from './quantities.ts';

/** In what a number is told where it is more than a number: characters of a text, a share, seconds; hours of the day and days of the week by their numbers. */
export const measuredIn = ['characters', 'share', 'seconds', 'hour of the day', 'day of the week'] as const;
const unit = z.enum(measuredIn).optional().describe('Absent where it is a plain number.');

export const rateNames = [
  'missing',
  'invalid',
  'unseen',
  'out-of-range',
  'future',
  'out-of-order',
  'spike',
  'beyond',
] as const;

export const traitNames = [
  'integers',
  'float32',
  'decimals',
  'zeros',
  'negatives',
  'infinities',
  'missing-token',
] as const;

/** Decimals that 99 % of the values keep to, on both sides. */
export const mostDecimalsSchema = z.object({ reference: count, current: count });

const coefficient = z.number().min(-1).max(1);

/** What changed between the reference and a batch, as data: the sentences that people read are made of it. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quantile'), at: share, from: z.number(), to: z.number(), unit }),
  z.object({
    kind: z.literal('beyond'),
    side: z.enum(['below', 'above']),
    bound: z.number().describe("The reference's smallest or largest value."),
    from: share.describe('Share of the values beyond it.'),
    to: share,
    unit,
  }),
  z.object({
    kind: z.literal('share'),
    value: z.union([z.string(), z.number()]).describe('A category; of numbers the value.'),
    from: share,
    to: share,
    unit,
  }),
  z.object({
    kind: z.literal('between'),
    low: z.number().describe('Neighbouring values of the reference: what lies between them.'),
    high: z.number(),
    from: share,
    to: share,
    unit,
  }),
  z.object({
    kind: z.literal('constant'),
    value: z
      .union([z.string(), z.number()])
      .optional()
      .describe('What every value is now; absent where single values are not shown.'),
    from: share.optional().describe('Share of the values that were it; absent where that is not known.'),
    unit,
  }),
  z.object({ kind: z.literal('distribution') }),
  z.object({
    kind: z.literal('rate'),
    rate: z.enum(rateNames),
    from: share,
    to: share,
    values: z.array(z.string()).optional().describe('Of unseen values the commonest, at most three.'),
  }),
  z.object({
    kind: z.literal('trait'),
    trait: z.enum(traitNames),
    token: z.string().optional().describe('The missing token that the share is of.'),
    from: share,
    to: share,
    mostDecimals: mostDecimalsSchema.optional(),
  }),
  z.object({
    kind: z.literal('correlation'),
    columns: z.tuple([z.string(), z.string()]),
    categories: z.tuple([z.string().nullable(), z.string().nullable()]),
    from: coefficient,
    to: coefficient,
  }),
  z.object({
    kind: z.literal('repeated-rows'),
    from: share.describe('Share of the different rows that come more than once.'),
    to: share,
  }),
  z.object({
    kind: z.literal('multivariate'),
    columns: z.array(z.string()),
    foundBy: z
      .enum(['columns', 'pairs', 'beyond-usual', 'nothing-else'])
      .describe(
        'Whether single columns or correlations show it, too; or moved, by no more than is usual for each.',
      ),
  }),
]);

export type Change = z.infer<typeof changeSchema>;
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;
