import { type CodeColumn, cellState, numbersByCode } from '../../block/column-block.ts';
import type { CategoryValues } from '../../columns/category-values.ts';
import type { CategoryBins } from '../../columns/reference-bins.ts';
import { noSegment } from './segment-rows.ts';

/** Running {@link CategoryValues} of every segment. */
export interface SegmentCategoriesAccumulator {
  /** @param refused  1 where the row is not to be counted */
  add(column: CodeColumn, segmentOfRow: Uint8Array, refused: Uint8Array): void;
  values(): CategoryValues[];
}

/**
 * Categories of a column by segment: those of the segment, and all others as one.
 *
 * @param ofSegments  bins of each segment; their values are some of the column's
 */
export function accumulateSegmentCategories(
  ofSegments: readonly CategoryBins[],
): SegmentCategoriesAccumulator {
  const rank = new Map<string, number>();
  for (const { values } of ofSegments)
    for (const value of values) if (!rank.has(value)) rank.set(value, rank.size);
  /** Of what is in no segment's bins. */
  const other = rank.size;
  const width = other + 1;
  const counts = new Uint32Array(width * ofSegments.length);
  const ranksOf = numbersByCode((value) => rank.get(value) ?? other);

  return {
    add: (column, segmentOfRow, refused) =>
      countCodes(counts, width, ranksOf(column.dictionary), column, segmentOfRow, refused),
    values: () =>
      ofSegments.map(({ values }, segment) => {
        const own = counts.subarray(segment * width, (segment + 1) * width);
        return valuesOf(
          values.map((value) => own[rank.get(value) ?? other]!),
          own.reduce((sum, n) => sum + n, 0),
        );
      }),
  };
}

function countCodes(
  counts: Uint32Array,
  width: number,
  rankOfCode: readonly number[],
  { codes, states }: CodeColumn,
  segmentOfRow: Uint8Array,
  refused: Uint8Array,
): void {
  for (let row = 0; row < refused.length; row++) {
    const segment = segmentOfRow[row]!;
    if (segment === noSegment || (states[row]! | refused[row]!) !== cellState.present) continue;
    counts[segment * width + rankOfCode[codes[row]!]!]!++;
  }
}

/** @param count  of all values, those that have no bin too */
function valuesOf(bins: number[], count: number): CategoryValues {
  const others = count - bins.reduce((sum, n) => sum + n, 0);
  return { type: 'codes', count, bins, unseen: { count: others, kept: [] } };
}
