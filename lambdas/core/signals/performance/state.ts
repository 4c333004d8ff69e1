import * as z from 'zod';
import { countListSchema } from '../../columns/count-list.ts';
import { addLists, addWhole } from './fixed-point.ts';
import { groupSchema, mergeGroups, mergeVersions, versionGroupsSchema } from './group-state.ts';
import { classCodes, type PerformancePlan, scoreBins } from './plan.ts';
import { leavesOf } from './tree.ts';

const whole = z.int().min(0);

/**
 * What is kept of rows for performance: whole numbers alone, which merge by adding. A cell is a leaf, a score bin and a
 * prediction, `(leaf * bins + bin) * predictions + prediction`; where numbers are predicted it is a leaf.
 */
export const performanceStateSchema = z.object({
  cells: z.object({
    all: countListSchema,
    labelled: countListSchema,
    /** Of two classes labelled rows of the positive one, of more those that are right; empty where numbers are predicted. */
    right: countListSchema,
  }),
  /** Labelled rows by what was predicted and what is true, row by row of a square; empty where numbers are predicted. */
  confusion: countListSchema,
  /** Sums of the probabilities of labelled rows by score bin, in 2^-20; 0 where scores are none. */
  scores: countListSchema,
  /** Sums of two losses of labelled rows and of their squares, in 2^-20; 0 but for probabilities of two classes. */
  losses: z.object({ rows: whole, brier: whole, brierSquared: whole, log: whole, logSquared: whole }),
  /** Only where numbers are predicted. */
  errors: z
    .object({
      /** By leaf, in parts of the plan's unit: see fixed-point.ts. */
      absolute: countListSchema,
      squared: countListSchema,
      fourth: countListSchema,
      /** Of errors as shares of the cap, at most 1, and of their squares. */
      loss: countListSchema,
      lossSquared: countListSchema,
      /** Of predictions above the truth; the rest of the absolute errors is of those below. */
      over: whole,
      relative: whole,
      relativeSquared: whole,
      /** Labelled rows whose true value is too near to zero for a relative error. */
      withoutRelative: whole,
      /** Labelled rows whose error is beyond what is counted. */
      capped: whole,
      labels: z.object({ above: whole, below: whole, squared: whole }),
    })
    .optional(),
  /** Rows of which something is not as it should be. */
  odd: z.object({
    /** Without a prediction. */
    unpredicted: whole,
    /** Probabilities outside [0, 1]. */
    outside: whole,
    /** Probabilities of all classes that do not sum to one. */
    unsummed: whole,
    /** Predicted, or labelled with, a class that the reference does not have. */
    unseenPredictions: whole,
    unseenLabels: whole,
  }),
  /** Absent where rows name no version. */
  versions: versionGroupsSchema.optional(),
  /** One for each segment of the yardstick; absent where it has none. */
  segments: z.array(groupSchema).optional(),
});

export type PerformanceState = z.infer<typeof performanceStateSchema>;

/** How many cells a plan has. */
export function cellsOf(plan: PerformancePlan): number {
  return leavesOf(plan.tree) * (plan.task === 'regression' ? 1 : scoreBins(plan) * classCodes(plan));
}

/** Of the rows of both. @throws RangeError when they are of different plans */
export function mergePerformance(a: PerformanceState, b: PerformanceState): PerformanceState {
  const versions = a.versions && b.versions && mergeVersions(a.versions, b.versions);
  const segments = a.segments && b.segments && mergeSegments(a.segments, b.segments);
  const errors = a.errors && b.errors && mergeErrors(a.errors, b.errors);
  return {
    cells: {
      all: addLists(a.cells.all, b.cells.all),
      labelled: addLists(a.cells.labelled, b.cells.labelled),
      right: addLists(a.cells.right, b.cells.right),
    },
    confusion: addLists(a.confusion, b.confusion),
    scores: addLists(a.scores, b.scores),
    losses: {
      rows: a.losses.rows + b.losses.rows,
      brier: addWhole(a.losses.brier, b.losses.brier),
      brierSquared: addWhole(a.losses.brierSquared, b.losses.brierSquared),
      log: addWhole(a.losses.log, b.losses.log),
      logSquared: addWhole(a.losses.logSquared, b.losses.logSquared),
    },
    ...(errors ? { errors } : {}),
    odd: {
      unpredicted: a.odd.unpredicted + b.odd.unpredicted,
      outside: a.odd.outside + b.odd.outside,
      unsummed: a.odd.unsummed + b.odd.unsummed,
      unseenPredictions: a.odd.unseenPredictions + b.odd.unseenPredictions,
      unseenLabels: a.odd.unseenLabels + b.odd.unseenLabels,
    },
    ...(versions ? { versions } : {}),
    ...(segments ? { segments } : {}),
  };
}

type Segments = NonNullable<PerformanceState['segments']>;

function mergeSegments(a: Segments, b: Segments): Segments {
  return a.map((group, index) => mergeGroups(group, b[index]!));
}

type Errors = NonNullable<PerformanceState['errors']>;

function mergeErrors(a: Errors, b: Errors): Errors {
  return {
    absolute: addLists(a.absolute, b.absolute),
    squared: addLists(a.squared, b.squared),
    fourth: addLists(a.fourth, b.fourth),
    loss: addLists(a.loss, b.loss),
    lossSquared: addLists(a.lossSquared, b.lossSquared),
    over: addWhole(a.over, b.over),
    relative: addWhole(a.relative, b.relative),
    relativeSquared: addWhole(a.relativeSquared, b.relativeSquared),
    withoutRelative: a.withoutRelative + b.withoutRelative,
    capped: a.capped + b.capped,
    labels: {
      above: addWhole(a.labels.above, b.labels.above),
      below: addWhole(a.labels.below, b.labels.below),
      squared: addWhole(a.labels.squared, b.labels.squared),
    },
  };
}
