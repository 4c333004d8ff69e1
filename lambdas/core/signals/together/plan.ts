import * as z from 'zod';
import { rankLevelsSchema } from './rank-levels.ts';
import { wavesSchema } from './waves.ts';

const column = z.int().min(0);

/** A column of numbers, compared by its ranks under the reference. */
const rankedSchema = z.object({ column, ranks: rankLevelsSchema });

/** A column of categories, compared by the indicators of its frequent ones. */
const groupedSchema = z.object({
  column,
  /** Indices among the reference's values of the categories that have an indicator. */
  categories: z.array(z.int().min(0)).min(1),
  /** Kurtosis of each indicator: (1 - 3 pq) / pq for a share of p. */
  kurtoses: z.array(z.number()),
});

/** What is kept of the columns together. Chosen once, from the reference, and kept with it. */
export const associationPlanSchema = z.object({
  ranked: z.array(rankedSchema),
  grouped: z.array(groupedSchema),
  /** Columns that were too many: see {@link maximumAssociated}. */
  leftOut: z.array(column),
  waves: wavesSchema,
});

export type AssociationPlan = z.infer<typeof associationPlanSchema>;
export type RankedColumn = AssociationPlan['ranked'][number];
export type GroupedColumn = AssociationPlan['grouped'][number];

/** Most ranks and indicators that are compared pair by pair: 8,128 pairs. */
export const maximumAssociated = 128;
