import * as z from 'zod';
import { columnBinsSchema } from '../../columns/reference-bins.ts';
import { healthySchema } from './healthy.ts';
import { stretchCountsSchema } from './stretch-counts.ts';
import { blockUnits } from './stretches.ts';

/** What the spread of a source is learned from. */
const usualUnits = [...blockUnits, 'stretch', 'part', 'batch'] as const;

export type UsualUnit = (typeof usualUnits)[number];

const columnSchema = z.object({
  /** Few bins, of which the spread of the values is: some of the reference's own. */
  bins: columnBinsSchema,
  /** Share of rows that moved, D or total variation; absent for columns without values to compare. */
  moved: healthySchema.optional(),
  /** Of numbers the largest rise of the share of one coarse bin: of a narrow range. */
  gathered: healthySchema.optional(),
  /** Largest rise of the share of one value, for how common it is: of numbers by places that bins are dealt out to. */
  pile: healthySchema.optional(),
  missing: healthySchema.optional(),
  invalid: healthySchema.optional(),
  /** Values that no other block has. */
  unseen: healthySchema.optional(),
  /** Values smaller, and larger, than those of most other blocks. */
  below: healthySchema.optional(),
  above: healthySchema.optional(),
});

const timesSchema = z.object({
  column: z.int().min(0),
  /** A unit of the calendar, or the instants at which time is cut, in milliseconds since 1970. */
  stretches: z.union([z.enum(blockUnits), z.array(z.number()).readonly()]),
  reference: stretchCountsSchema,
});

/** How far the blocks of a reference differ from the whole of it: what is usual for its source. Frozen with the reference. */
export const usualSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    unit: z.enum(usualUnits),
    blocks: z.int().min(2),
    /** Rows of a block: the harmonic mean, for it is what sampling noise goes by. */
    rows: z.number().gt(0),
    /** The same of the rows of a block that the columns were looked at together of. */
    rowsTogether: z.number().gt(0),
    /** Where blocks are stretches of time: which column says so, how time is cut, and how many rows the reference has of each. */
    times: timesSchema.optional(),
    /** How many effects there are. */
    effects: z.int().min(1),
    /** One for each column of the yardstick. */
    columns: z.array(columnSchema),
    pairs: z.array(z.object({ key: z.string(), changed: healthySchema })),
    /** Of the multivariate detector. */
    waves: healthySchema.optional(),
    /** Columns that it does not look at: most of their values are those of one block. */
    wavesWithout: z.array(z.int().min(0)).default([]),
  }),
  z.object({ status: z.literal('none'), reason: z.string() }),
  z.object({
    status: z.literal('learning'),
    batches: z.int().min(0),
    /** How many it is learned from. */
    of: z.int().min(1),
  }),
]);

export type Usual = z.infer<typeof usualSchema>;
export type KnownUsual = Extract<Usual, { readonly status: 'known' }>;
export type UsualColumn = KnownUsual['columns'][number];

/** What the spread is learned from. */
export type UsualSource = Pick<KnownUsual, 'unit' | 'times'>;
