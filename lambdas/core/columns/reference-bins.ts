import * as z from 'zod';

const numberBinsSchema = z.object({
  type: z.literal('numbers'),
  /** Strictly ascending, k of them; each is a bin of its own between two open bins: 2k + 1 bins. */
  cuts: z.array(z.number()),
  /** Whether the cuts are all of the reference's distinct values: then statistics from counts are exact. */
  exact: z.boolean(),
  /** A typical value of the reference: moments are kept about it, so that they lose no digits. */
  center: z.number(),
  /** Set where the column is derived of another's values: how its numbers are written says nothing. */
  derived: z.literal(true).optional(),
});

const categoryBinsSchema = z.object({
  type: z.literal('codes'),
  /** The reference's distinct values, each once. */
  values: z.array(z.string()),
  /** Whether the values are all that the reference has; else a value not among them may be in it after all. */
  complete: z.boolean(),
});

const textBinsSchema = z.object({ type: z.literal('texts') });

/** The bins of one column. They belong to the reference and travel with it: a batch never brings its own. */
export const columnBinsSchema = z.discriminatedUnion('type', [
  numberBinsSchema,
  categoryBinsSchema,
  textBinsSchema,
]);

/** The bins of one column, as the reference has them. */
export type ColumnBins = z.infer<typeof columnBinsSchema>;

/** Cut points of a column of numbers, k of them for 2k + 1 bins. */
export type NumberBins = z.infer<typeof numberBinsSchema>;

/** The categories of a column, a bin each. */
export type CategoryBins = z.infer<typeof categoryBinsSchema>;

/** Most cut points that a numeric column keeps: 16,384 open bins between them, so that KS is within 1/16,384 at worst. Of wide tables fewer. */
export const maximumCuts = 16_385;

/** Most categories that a column keeps. */
export const maximumCategories = 10_000;

/** In place of a bin: the row has no value, or is not counted. */
export const noBin = -1;
