import * as z from 'zod';
import type { ColumnBlock } from '../block/column-block.ts';
import type { ColumnBins } from '../columns/reference-bins.ts';
import { accumulatePerformance, noPerformance } from './performance/accumulate-performance.ts';
import { type PerformancePlan, performancePlanSchema } from './performance/plan.ts';
import { labelRows, type OnScored, scoreRows } from './performance/scored-rows.ts';
import { mergePerformance, performanceStateSchema } from './performance/state.ts';
import {
  accumulateRepeatedRows,
  mergeRepeatedRows,
  noRepeatedRows,
  repeatedRowsSchema,
} from './repeated-rows/state.ts';
import {
  accumulateRepresentation,
  mergeRepresentations,
  noRepresentation,
  representationSchema,
} from './representation/state.ts';
import { accumulateSegments } from './segments/accumulate-segments.ts';
import { type SegmentPlan, segmentPlanSchema } from './segments/plan.ts';
import { mergeSegments, segmentProfileSchema } from './segments/segment-profile.ts';
import { associationPlanSchema } from './together/plan.ts';
import {
  accumulateAssociation,
  associationSchema,
  mergeAssociations,
  noAssociation,
} from './together/state.ts';
import { usualSchema } from './usual/plan.ts';
import {
  countStretches,
  mergeStretchCounts,
  noStretches,
  stretchCountsSchema,
} from './usual/stretch-counts.ts';

// The one list of what is kept of rows besides their columns: profile, merge and yardstick know no signal by name.

/** What a reference fixes for each signal that needs it. */
export const signalPlans = {
  /** For pairs and random features; absent where there is no reference. */
  association: associationPlanSchema.optional(),
  /** Absent where the contract names no column that makes segments. */
  segments: segmentPlanSchema.optional(),
  /** How far batches of the source differ when all is well; absent where there is no reference. */
  usual: usualSchema.optional(),
  /** Absent where the contract names no predictions, and where there is no reference. */
  performance: performancePlanSchema.optional(),
};

/** What is kept of rows for each signal. */
export const signalStates = {
  /** Of the columns together; absent where the yardstick has no plan for it. */
  association: associationSchema.optional(),
  /** Of the rows of each segment, on its own bins; absent where the yardstick has no plan for them. */
  segments: z.array(segmentProfileSchema).optional(),
  /** How numbers are written. */
  representation: representationSchema,
  /** The different rows and how often they come, as a sample. */
  repeatedRows: repeatedRowsSchema,
  /** Rows by stretch of time; absent where what is usual is not known of stretches of time. */
  stretches: stretchCountsSchema.optional(),
  /** How right the model is; absent where the yardstick has no plan for it. */
  performance: performanceStateSchema.optional(),
};

const plansSchema = z.object(signalPlans);
const statesSchema = z.object(signalStates);

/** The parts of a yardstick that signals read. */
export type SignalPlans = z.infer<typeof plansSchema> & {
  readonly columns: readonly { readonly bins: ColumnBins; readonly derived?: unknown }[];
  readonly missingTokens: number;
};

export type SignalStates = z.infer<typeof statesSchema>;

/** Of no row: the identity of {@link mergeSignals}. */
export function emptySignals(plans: SignalPlans): SignalStates {
  const { association, segments, columns, missingTokens, performance } = plans;
  const times = timesOf(plans);
  const bins = columns.map((column) => column.bins);
  return {
    ...(association ? { association: noAssociation(association) } : {}),
    ...(segments ? { segments: accumulateSegments(segments, bins, missingTokens).segments() } : {}),
    representation: noRepresentation,
    repeatedRows: noRepeatedRows,
    ...(times ? { stretches: noStretches } : {}),
    ...(performance ? { performance: noPerformance(performance, segments?.segments.length) } : {}),
  };
}

function timesOf({ usual }: SignalPlans) {
  return usual?.status === 'known' ? usual.times : undefined;
}

/**
 * Of two sets of rows of one batch together. Commutative and associative.
 *
 * @throws RangeError when the two were not made on the same yardstick
 */
export function mergeSignals(a: SignalStates, b: SignalStates): SignalStates {
  const association = ofBoth('association', a.association, b.association, mergeAssociations);
  const segments = ofBoth('segments', a.segments, b.segments, mergeSegments);
  const stretches = ofBoth('stretches', a.stretches, b.stretches, mergeStretchCounts);
  const performance = ofBoth('performance', a.performance, b.performance, mergePerformance);
  return {
    ...(association ? { association } : {}),
    ...(segments ? { segments } : {}),
    representation: mergeRepresentations(a.representation, b.representation),
    repeatedRows: mergeRepeatedRows(a.repeatedRows, b.repeatedRows),
    ...(stretches ? { stretches } : {}),
    ...(performance ? { performance } : {}),
  };
}

/** A state that depends on a plan is in both, or in neither. */
function ofBoth<State>(
  name: string,
  a: State | undefined,
  b: State | undefined,
  merge: (a: State, b: State) => State,
): State | undefined {
  if (a && b) return merge(a, b);
  if (a || b)
    throw new RangeError(`mergeProfiles: requires profiles of the same plan, found ${name} in one of them`);
  return undefined;
}

/** Running {@link SignalStates}. */
export interface SignalAccumulator {
  /**
   * @param refused  1 where the row broke the contract, one byte a row
   * @param binsOf  bins of the block's rows by column, as found when its values were counted
   */
  add(block: ColumnBlock, refused: Uint8Array, binsOf: (column: number) => Int32Array | undefined): void;
  states(): SignalStates;
}

/** What the signals of a yardstick keep of rows, fed block by block. @param onScored  where rows are needed as they are scored */
export function accumulateSignals(plans: SignalPlans, onScored?: OnScored): SignalAccumulator {
  const bins = plans.columns.map((column) => column.bins);
  const association = plans.association && accumulateAssociation(plans.association, bins);
  const segments = plans.segments && accumulateSegments(plans.segments, bins, plans.missingTokens);
  const representation = accumulateRepresentation(bins);
  const repeatedRows = accumulateRepeatedRows(
    plans.columns.filter(({ derived }) => !derived).length,
    plans.performance?.columns.label,
  );
  const times = timesOf(plans);
  const stretches = times && countStretches(times);
  const performance = plans.performance && performanceOfBlocks(plans.performance, plans.segments, onScored);
  return {
    add(block, refused, binsOf) {
      association?.add(block, refused, binsOf);
      segments?.add(block, refused, binsOf);
      representation.add(block, refused);
      repeatedRows.add(block, refused);
      stretches?.add(block, refused);
      performance?.add(block, refused);
    },
    states: () => ({
      ...(association ? { association: association.association() } : {}),
      ...(segments ? { segments: segments.segments() } : {}),
      representation: representation.representation(),
      repeatedRows: repeatedRows.repeatedRows(),
      ...(stretches ? { stretches: stretches.counts() } : {}),
      ...(performance ? { performance: performance.state() } : {}),
    }),
  };
}

function performanceOfBlocks(
  plan: PerformancePlan,
  segments: SegmentPlan | undefined,
  onScored: OnScored | undefined,
) {
  const score = scoreRows(plan, segments);
  const labelsOf = labelRows(plan);
  const { add, state } = accumulatePerformance(plan, segments?.segments.length);
  return {
    add: (block: ColumnBlock, refused: Uint8Array) => {
      const [rows, labels] = [score(block, refused), labelsOf(block)];
      add(rows, labels);
      onScored?.(rows, labels);
    },
    state,
  };
}
