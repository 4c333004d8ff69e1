import type * as z from 'zod';
import type { Column, ColumnBlock } from '../block/column-block.ts';
import { countAccepted } from '../block/count-accepted.ts';
import { accumulateCategories } from '../columns/category-values.ts';
import { cellCountsFrom, countStates, stateCount } from '../columns/cell-counts.ts';
import { type ColumnProfile, noColumn } from '../columns/column-profile.ts';
import { accumulateNumbers } from '../columns/number-values.ts';
import type { ColumnBins } from '../columns/reference-bins.ts';
import type { OnScored } from '../signals/performance/scored-rows.ts';
import { mergeRows, segmentProfileSchema } from '../signals/segments/segment-profile.ts';
import { accumulateSignals, emptySignals, mergeSignals, signalStates } from '../signals/states.ts';
import type { Yardstick } from './yardstick.ts';

/** Sufficient statistics of rows on a yardstick. With {@link mergeProfiles} a commutative monoid. */
export const profileSchema = segmentProfileSchema.extend(signalStates);

export type Profile = z.infer<typeof profileSchema>;
type Values = ColumnProfile['values'];

/** The profile of no rows: the identity of {@link mergeProfiles}. */
export function emptyProfile(yardstick: Yardstick): Profile {
  return {
    rows: { read: 0, accepted: 0 },
    columns: yardstick.columns.map(({ bins }) => noColumn(bins, yardstick.missingTokens)),
    ...emptySignals(yardstick),
  };
}

/**
 * The profile of two sets of rows together: `mergeProfiles(profile(a), profile(b)) = profile(a ++ b)`, exactly.
 *
 * @throws RangeError when the two were not made on the same yardstick
 */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  return { ...mergeRows(a, b), ...mergeSignals(a, b) };
}

/** A running {@link Profile}, fed block by block. */
export interface ProfileAccumulator {
  /** @param refused  1 where the row broke the contract, one byte a row */
  add(block: ColumnBlock, refused: Uint8Array): void;
  /** Bins of the rows of the block added last, by column; undefined where it has none. */
  binsOfBlock(column: number): Int32Array | undefined;
  profile(): Profile;
}

interface ColumnAccumulator {
  add(column: Column, block: ColumnBlock, refused: Uint8Array): void;
  /** See {@link NumberAccumulator}; undefined where the column has no bins. */
  binsOfBlock(): Int32Array | undefined;
  profile(): ColumnProfile;
}

/** What is counted of rows on a yardstick, in one pass. @param onScored  where rows are needed as they are scored */
export function accumulateProfile(yardstick: Yardstick, onScored?: OnScored): ProfileAccumulator {
  const columns = yardstick.columns.map(({ bins }) => accumulateColumn(bins, yardstick.missingTokens));
  const signals = accumulateSignals(yardstick, onScored);
  let read = 0;
  let accepted = 0;
  let last: ColumnBlock['columns'] = [];
  const binsOfBlock = (column: number) => (last[column] ? columns[column]?.binsOfBlock() : undefined);
  return {
    add(block, refused) {
      last = block.columns;
      read += block.rowCount;
      accepted += countAccepted(refused);
      for (const [index, accumulator] of columns.entries()) {
        const column = block.columns[index];
        if (column) accumulator.add(column, block, refused);
      }
      signals.add(block, refused, binsOfBlock);
    },
    binsOfBlock,
    profile: () => ({
      rows: { read, accepted },
      columns: columns.map((column) => column.profile()),
      ...signals.states(),
    }),
  };
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
