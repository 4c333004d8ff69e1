import * as z from 'zod';
import { tasks } from '../../contract/model-rules.ts';
import { treeSchema } from './tree.ts';

const column = z.int().min(0);

const confidenceSchema = z.object({
  column,
  /** Code of the class that the probabilities are of; absent where the contract does not say. */
  class: z.int().min(0).optional(),
});

/** What is known of the relation of scores and truth: learned of the labelled rows of the reference. */
const learnedSchema = z.object({
  status: z.literal('learned'),
  /** Labelled rows of the reference. */
  rows: z.int().min(0),
  /**
   * Chance of the positive class (of several classes: that the prediction is right) by score bin, the last one of rows without
   * a score: of all rows, which is what confidence-based estimation goes by.
   */
  global: z.array(z.number()),
  /** The same by leaf; empty where the reference has too few rows. Of numbers the means of |error| and error² of each leaf. */
  leaves: z.array(z.array(z.number())),
});

/**
 * What a reference fixes for performance: what is predicted, and into which cells rows are counted. A cell is a leaf of the tree, a
 * bin of scores and a prediction.
 */
export const performancePlanSchema = z.object({
  task: z.enum(tasks),
  /** By code, as cells have them; a code beyond stands for all others. Empty where numbers are predicted. */
  classes: z.array(z.string()),
  /** Code of the class that is looked for, of two. */
  positive: z.int().min(0).optional(),
  /** Places among the columns of the contract. */
  columns: z.object({
    prediction: column,
    label: column.optional(),
    id: column.optional(),
    modelVersion: column.optional(),
    confidences: z.array(confidenceSchema),
  }),
  /** What a score is the probability of: the positive class, or what was predicted; `none` where there are no scores. */
  scoreOf: z.enum(['positive', 'predicted', 'none']),
  /** Of the cells: from 0 to 1, from 0 to 100 (then they are divided by it), or any number that grows with the probability. */
  scoreUnit: z.enum(['probability', 'percent', 'any']),
  /** Ascending: a bin is [cut, next cut). */
  scoreCuts: z.array(z.number()).max(63),
  /** Of errors of numbers: a power of two near the mean absolute error of the reference, which they are counted in. */
  errorUnit: z.number(),
  /** Of the numbers that are predicted. */
  labelCenter: z.number(),
  labelUnit: z.number(),
  tree: treeSchema,
  calibration: z.discriminatedUnion('status', [
    learnedSchema,
    z.object({ status: z.literal('none'), reason: z.string() }),
  ]),
  /** What the owner should know of what could not be learned. */
  notes: z.array(z.string()),
});

export type PerformancePlan = z.infer<typeof performancePlanSchema>;

/** Bins of scores; behind them there is one for rows without a score. */
export function scoreBins({ scoreCuts }: Pick<PerformancePlan, 'scoreCuts'>): number {
  return scoreCuts.length + 2;
}

/** Codes of predictions and labels: the classes, and one for all others. Of numbers there is one. */
export function classCodes({ classes }: Pick<PerformancePlan, 'classes'>): number {
  return classes.length + 1;
}
