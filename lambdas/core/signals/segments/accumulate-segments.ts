import type { Column, ColumnBlock } from '../../block/column-block.ts';
import { cellCountsFrom, stateCount } from '../../columns/cell-counts.ts';
import type { ColumnProfile } from '../../columns/column-profile.ts';
import type { CategoryBins, ColumnBins, NumberBins } from '../../columns/reference-bins.ts';
import type { SegmentPlan } from './plan.ts';
import { accumulateSegmentCategories } from './segment-categories.ts';
import { accumulateSegmentNumbers } from './segment-numbers.ts';
import type { SegmentProfile } from './segment-profile.ts';
import { locateRows, noSegment } from './segment-rows.ts';

/** Running {@link SegmentProfile}s, one for each segment of the plan. */
export interface SegmentsAccumulator {
  /** @param binsOf  bins of the block's rows by column, as found when its values were counted */
  add(block: ColumnBlock, refused: Uint8Array, binsOf: (column: number) => Int32Array | undefined): void;
  segments(): SegmentProfile[];
}

interface SegmentColumn {
  add(column: Column, segmentOfRow: Uint8Array, refused: Uint8Array, bins: Int32Array | undefined): void;
  /** One for each segment. */
  values(): ColumnProfile['values'][];
}

/** @param bins  the reference's, of whole columns */
export function accumulateSegments(
  plan: SegmentPlan,
  bins: readonly ColumnBins[],
  missingTokens: number,
): SegmentsAccumulator {
  const locate = locateRows(plan);
  const size = plan.segments.length;
  const states = stateCount(missingTokens);
  const read = new Float64Array(size);
  const accepted = new Float64Array(size);
  const columns = bins.map((columnBins, index) => ({
    byState: new Float64Array(size * states),
    values: accumulateValues(
      columnBins,
      plan.segments.map((segment) => segment.bins[index]),
    ),
  }));
  return {
    add(block, refused, binsOf) {
      if (size === 0) return;
      const segmentOfRow = locate(block);
      countRows(read, accepted, segmentOfRow, refused);
      for (const [index, { byState, values }] of columns.entries()) {
        const column = block.columns[index];
        if (!column) continue;
        countStates(byState, states, segmentOfRow, column.states, block.rowCount);
        values.add(column, segmentOfRow, refused, binsOf(index));
      }
    },
    segments() {
      const found = columns.map(({ byState, values }) => ({ byState, values: values.values() }));
      return plan.segments.map((_, segment) => ({
        rows: { read: read[segment]!, accepted: accepted[segment]! },
        columns: found.map(({ byState, values }) => ({
          cells: cellCountsFrom(byState.subarray(segment * states, (segment + 1) * states)),
          values: values[segment]!,
        })),
      }));
    },
  };
}

function accumulateValues(bins: ColumnBins, ofSegments: readonly (ColumnBins | undefined)[]): SegmentColumn {
  const numbers = ofSegments.filter((own): own is NumberBins => own?.type === 'numbers');
  const categories = ofSegments.filter((own): own is CategoryBins => own?.type === 'codes');
  const isOneType = (some: readonly ColumnBins[]) => some.length === ofSegments.length;
  if (bins.type === 'numbers' && isOneType(numbers)) return numberColumn(bins, numbers);
  if (bins.type === 'codes' && isOneType(categories)) return categoryColumn(categories);
  return { add: () => {}, values: () => ofSegments.map(() => ({ type: 'texts' })) };
}

function numberColumn(bins: NumberBins, ofSegments: readonly NumberBins[]): SegmentColumn {
  const numbers = accumulateSegmentNumbers(bins, ofSegments);
  return {
    add(column, segmentOfRow, refused, binOfRow) {
      if (column.type === 'numbers' && binOfRow)
        numbers.add(column.values, segmentOfRow, binOfRow, refused.length);
    },
    values: numbers.values,
  };
}

function categoryColumn(ofSegments: readonly CategoryBins[]): SegmentColumn {
  const categories = accumulateSegmentCategories(ofSegments);
  return {
    add(column, segmentOfRow, refused) {
      if (column.type === 'codes') categories.add(column, segmentOfRow, refused);
    },
    values: categories.values,
  };
}

// Loops of their own: inside the closure above they would reach for its variables at every row.

function countRows(
  read: Float64Array,
  accepted: Float64Array,
  segmentOfRow: Uint8Array,
  refused: Uint8Array,
): void {
  for (let row = 0; row < refused.length; row++) {
    const segment = segmentOfRow[row]!;
    if (segment === noSegment) continue;
    read[segment]!++;
    accepted[segment]! += 1 - refused[row]!;
  }
}

function countStates(
  byState: Float64Array,
  stride: number,
  segmentOfRow: Uint8Array,
  states: Uint8Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const segment = segmentOfRow[row]!;
    if (segment !== noSegment) byState[segment * stride + states[row]!]!++;
  }
}
