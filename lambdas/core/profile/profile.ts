import * as z from 'zod';
import type { Column, ColumnBlock } from '../block/column-block.ts';
import { accumulateCategories } from '../columns/category-values.ts';
import { cellCountsFrom, countStates, stateCount } from '../columns/cell-counts.ts';
import { type ColumnProfile, mergeColumns, noColumn } from '../columns/column-profile.ts';
import { accumulateNumbers } from '../columns/number-values.ts';
import type { ColumnBins } from '../columns/reference-bins.ts';
import {
  accumulateRepresentation,
  mergeRepresentations,
  noRepresentation,
  representationSchema,
} from '../signals/representation/state.ts';
import { accumulateSegments } from '../signals/segments/accumulate-segments.ts';
import type { SegmentPlan } from '../signals/segments/plan.ts';
import { segmentProfileSchema } from '../signals/segments/segment-profile.ts';
import type { AssociationPlan } from '../signals/together/plan.ts';
import {
  accumulateAssociation,
  associationSchema,
  mergeAssociations,
  noAssociation,
} from '../signals/together/state.ts';

/** Sufficient statistics of rows on the reference's bins. With {@link mergeProfiles} a commutative monoid. */
export const profileSchema = segmentProfileSchema.extend({
  /** Of the columns together; absent where the reference has no plan for it. */
  association: associationSchema.optional(),
  /** Of the rows of each segment, on its own bins; absent where the reference has no plan for them. */
  segments: z.array(segmentProfileSchema).optional(),
  /** How numbers are written; absent in profiles made before that was counted. */
  representation: representationSchema.optional(),
});

export type Profile = z.infer<typeof profileSchema>;
type Values = ColumnProfile['values'];

/** The profile of no rows: the identity of {@link mergeProfiles}. */
export function emptyProfile(
  bins: readonly ColumnBins[],
  missingTokens: number,
  plan?: AssociationPlan,
  segments?: SegmentPlan,
): Profile {
  return {
    rows: { read: 0, accepted: 0 },
    columns: bins.map((column) => noColumn(column, missingTokens)),
    ...(plan ? { association: noAssociation(plan) } : {}),
    ...(segments ? { segments: accumulateSegments(segments, bins, missingTokens).segments() } : {}),
    representation: noRepresentation,
  };
}

/**
 * The profile of two sets of rows together: `mergeProfiles(profile(a), profile(b)) = profile(a ++ b)`, exactly for
 * counts, extremes and all that is kept of columns together, to the last digits of a double for sums of values.
 *
 * @throws RangeError when the two were not made on the same bins
 */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  if (a.columns.length !== b.columns.length)
    throw new RangeError(`mergeProfiles: requires ${a.columns.length} columns, found ${b.columns.length}`);
  return {
    rows: { read: a.rows.read + b.rows.read, accepted: a.rows.accepted + b.rows.accepted },
    columns: a.columns.map((column, index) => mergeColumns(column, b.columns[index]!)),
    ...mergedAssociation(a, b),
    ...mergedSegments(a, b),
    ...mergedRepresentation(a, b),
  };
}

/** Of an older profile nothing is known: nor of it and another one together. */
function mergedRepresentation(a: Profile, b: Profile): Pick<Profile, 'representation'> {
  if (!a.representation || !b.representation) return {};
  return { representation: mergeRepresentations(a.representation, b.representation) };
}

/** A segment's profile is a profile: merged as such. */
function mergedSegments({ segments: a }: Profile, { segments: b }: Profile): Pick<Profile, 'segments'> {
  if (!a && !b) return {};
  if (a && b && a.length === b.length)
    return { segments: a.map((segment, index) => mergeProfiles(segment, b[index]!)) };
  throw new RangeError(
    `mergeProfiles: requires profiles of the same segments, found ${a?.length ?? 'none'} and ${b?.length ?? 'none'}`,
  );
}

function mergedAssociation(a: Profile, b: Profile): Pick<Profile, 'association'> {
  if (!a.association && !b.association) return {};
  if (a.association && b.association) return { association: mergeAssociations(a.association, b.association) };
  throw new RangeError('mergeProfiles: requires profiles of the same plan, found one without any');
}

/** A running {@link Profile}, fed block by block. */
export interface ProfileAccumulator {
  /** @param refused  1 where the row broke the contract, one byte a row */
  add(block: ColumnBlock, refused: Uint8Array): void;
  profile(): Profile;
}

interface ColumnAccumulator {
  add(column: Column, block: ColumnBlock, refused: Uint8Array): void;
  /** See {@link NumberAccumulator}; undefined where the column has no bins. */
  binsOfBlock(): Int32Array | undefined;
  profile(): ColumnProfile;
}

/**
 * @param bins  one for each column of the contract, in its order
 * @param missingTokens  how many missing tokens the contract has
 * @param plan  what to keep of the columns together: the reference's plan
 * @param segments  which rows to look at by themselves, too: the reference's plan
 */
export function accumulateProfile(
  bins: readonly ColumnBins[],
  missingTokens: number,
  plan?: AssociationPlan,
  segments?: SegmentPlan,
): ProfileAccumulator {
  const columns = bins.map((column) => accumulateColumn(column, missingTokens));
  const association = plan && accumulateAssociation(plan, bins);
  const bySegment = segments && accumulateSegments(segments, bins, missingTokens);
  const representation = accumulateRepresentation(bins);
  let read = 0;
  let accepted = 0;
  return {
    add(block, refused) {
      read += block.rowCount;
      accepted += acceptedRows(refused);
      for (const [index, accumulator] of columns.entries()) {
        const column = block.columns[index];
        if (column) accumulator.add(column, block, refused);
      }
      const binsOf = (column: number) => (block.columns[column] ? columns[column]?.binsOfBlock() : undefined);
      association?.add(block, refused, binsOf);
      bySegment?.add(block, refused, binsOf);
      representation.add(block, refused);
    },
    profile: () => ({
      rows: { read, accepted },
      columns: columns.map((column) => column.profile()),
      ...(association ? { association: association.association() } : {}),
      ...(bySegment ? { segments: bySegment.segments() } : {}),
      representation: representation.representation(),
    }),
  };
}

/** A function of its own, as a loop over a variable of a closure costs more than the rows do. */
function acceptedRows(refused: Uint8Array): number {
  let accepted = 0;
  for (let row = 0; row < refused.length; row++) accepted += 1 - refused[row]!;
  return accepted;
}

function accumulateColumn(bins: ColumnBins, missingTokens: number): ColumnAccumulator {
  const byState = new Float64Array(stateCount(missingTokens));
  const values = accumulateValues(bins);
  return {
    add(column, block, refused) {
      countStates(byState, column, block.faults);
      values.add(column, refused);
    },
    binsOfBlock: values.binsOfBlock,
    profile: () => ({ cells: cellCountsFrom(byState), values: values.values() }),
  };
}

function accumulateValues(bins: ColumnBins): {
  add(column: Column, refused: Uint8Array): void;
  binsOfBlock(): Int32Array | undefined;
  values(): Values;
} {
  switch (bins.type) {
    case 'numbers': {
      const numbers = accumulateNumbers(bins);
      return {
        add: (column, refused) => column.type === 'numbers' && numbers.add(column, refused),
        binsOfBlock: numbers.binsOfBlock,
        values: numbers.values,
      };
    }
    case 'codes': {
      const categories = accumulateCategories(bins);
      return {
        add: (column, refused) => column.type === 'codes' && categories.add(column, refused),
        binsOfBlock: () => undefined,
        values: categories.values,
      };
    }
    case 'texts':
      return { add: () => {}, binsOfBlock: () => undefined, values: () => ({ type: 'texts' }) };
    default:
      return bins satisfies never;
  }
}
