import {
  addDistance,
  adjustLimit,
  distancesOf,
  type ExactMoments,
  noMoments,
  rowsOfLanes,
  settle,
  storedMoments,
} from '../../columns/exact-moments.ts';
import type { NumberValues } from '../../columns/number-values.ts';
import { type NumberBins, noBin } from '../../columns/reference-bins.ts';
import { cellTable } from './cell-table.ts';
import { noSegment } from './segment-rows.ts';

/** Running {@link NumberValues} of every segment. */
export interface SegmentNumbersAccumulator {
  /**
   * @param segmentOfRow  see segment-rows.ts
   * @param binOfRow  the column's own bins, found already; {@link noBin} where a row is not counted
   */
  add(values: Float64Array, segmentOfRow: Uint8Array, binOfRow: Int32Array, rows: number): void;
  values(): NumberValues[];
}

/** Counts, and what moments are made of, of all segments one behind the other. */
interface Running {
  readonly center: number;
  readonly counts: Uint32Array;
  /** Where the counts of each segment begin. */
  readonly begins: Uint32Array;
  /** Entries of {@link cellTable}, one segment behind the other. */
  readonly tables: Uint16Array;
  readonly entries: number;
  /** One for each segment. */
  readonly moments: readonly ExactMoments[];
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
}

/**
 * Numbers of a column by segment. No bin is searched: those of a segment are unions of the column's, which are known.
 *
 * @param bins  the column's
 * @param ofSegments  those of each segment
 */
export function accumulateSegmentNumbers(
  bins: NumberBins,
  ofSegments: readonly NumberBins[],
): SegmentNumbersAccumulator {
  const running = start(bins, ofSegments);
  return {
    add(values, segmentOfRow, binOfRow, rows) {
      countBins(running, segmentOfRow, binOfRow, rows);
      for (let from = 0; from < rows; from += rowsOfLanes) {
        addMoments(running, values, segmentOfRow, binOfRow, from, Math.min(rows, from + rowsOfLanes));
        for (const moments of running.moments) settle(moments);
      }
      const distances = () => distancesOf(values, bins.center, binOfRow, rows);
      for (const moments of running.moments) adjustLimit(moments, rows, distances);
    },
    values: () => ofSegments.map((_, segment) => valuesOf(running, segment)),
  };
}

function start(bins: NumberBins, ofSegments: readonly NumberBins[]): Running {
  const { cuts, center } = bins;
  const sizes = ofSegments.map((own) => 2 * own.cuts.length + 1);
  const begins = new Uint32Array(sizes.length + 1);
  for (const [segment, size] of sizes.entries()) begins[segment + 1] = begins[segment]! + size;
  const entries = cuts.length + 1;
  const tables = new Uint16Array(entries * sizes.length);
  for (const [segment, own] of ofSegments.entries()) tables.set(cellTable(cuts, own.cuts), segment * entries);
  return {
    center,
    counts: new Uint32Array(begins.at(-1) ?? 0),
    begins,
    tables,
    entries,
    moments: ofSegments.map(() => noMoments(bins)),
    minima: new Float64Array(sizes.length).fill(Number.POSITIVE_INFINITY),
    maxima: new Float64Array(sizes.length).fill(Number.NEGATIVE_INFINITY),
  };
}

// Two loops over the rows, as those of the column itself: each keeps its variables in registers.

function countBins(
  { counts, begins, tables, entries }: Running,
  segmentOfRow: Uint8Array,
  binOfRow: Int32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const segment = segmentOfRow[row]!;
    const bin = binOfRow[row]!;
    if (segment === noSegment || bin === noBin) continue;
    const entry = tables[segment * entries + (bin >> 1)]!;
    counts[begins[segment]! + (entry & ~1) + (entry & bin & 1)]!++;
  }
}

function addMoments(
  { center, moments, minima, maxima }: Running,
  values: Float64Array,
  segmentOfRow: Uint8Array,
  binOfRow: Int32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const segment = segmentOfRow[row]!;
    if (segment === noSegment || binOfRow[row] === noBin) continue;
    const value = values[row]!;
    if (value < minima[segment]!) minima[segment] = value;
    if (value > maxima[segment]!) maxima[segment] = value;
    addDistance(moments[segment]!, value - center);
  }
}

function valuesOf(running: Running, segment: number): NumberValues {
  const bins = Array.from(running.counts.subarray(running.begins[segment], running.begins[segment + 1]));
  const count = bins.reduce((sum, n) => sum + n, 0);
  // 0 is added to make 0 of -0: which of the two was seen first must not show.
  const extremes = { min: running.minima[segment]! + 0, max: running.maxima[segment]! + 0 };
  return {
    type: 'numbers',
    count,
    ...storedMoments(running.moments[segment]!),
    ...(count === 0 ? {} : extremes),
    bins,
  };
}
