import * as z from 'zod';
import { distances } from '../../simd/kernels.ts';
import { cellState, type NumberColumn } from '../block/column-block.ts';
import { binFinder } from '../stats/bins/bin-finder.ts';
import { countListSchema, plainList } from './count-list.ts';
import {
  addKept,
  adjustLimit,
  distancesOf,
  mergeMoments,
  noMoments,
  rowsOfLanes,
  type StoredMoments,
  storedMoments,
} from './exact-moments.ts';
import { type NumberBins, noBin } from './reference-bins.ts';

/** What is kept of the numbers of a column: over present cells of accepted rows. */
export const numberValuesSchema = z.object({
  type: z.literal('numbers'),
  count: z.int().min(0),
  /** Sum of value - center, and of its square, center being that of the reference's bins: the nearest doubles. */
  sum: z.number(),
  sumOfSquares: z.number(),
  /** What these two leave over of the exact sums, see exact-moments.ts; absent where that is nothing. */
  rests: z.object({ sum: z.array(z.number()), sumOfSquares: z.array(z.number()) }).optional(),
  /** Absent where there is no value. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** One for each of the 2k + 1 bins. */
  bins: countListSchema,
});

/** Counts, moments and extremes of the numbers of a column: a state that merges by adding. */
export type NumberValues = z.infer<typeof numberValuesSchema>;

/** No value at all: the identity of {@link mergeNumberValues}. */
export function noNumbers({ cuts }: NumberBins): NumberValues {
  return {
    type: 'numbers',
    count: 0,
    sum: 0,
    sumOfSquares: 0,
    bins: new Array<number>(2 * cuts.length + 1).fill(0),
  };
}

/** Values of two sets of rows together. Commutative and associative, exactly. */
export function mergeNumberValues(a: NumberValues, b: NumberValues): NumberValues {
  return {
    type: 'numbers',
    count: a.count + b.count,
    ...mergeMoments(a, b),
    ...extremes(a, b),
    bins: a.bins.map((n, bin) => n + b.bins[bin]!),
  };
}

function extremes(a: NumberValues, b: NumberValues): Pick<NumberValues, 'min' | 'max'> {
  if (a.min === undefined || a.max === undefined)
    return b.min === undefined ? {} : { min: b.min, max: b.max };
  return { min: Math.min(a.min, b.min ?? a.min), max: Math.max(a.max, b.max ?? a.max) };
}

/** A running {@link NumberValues}. */
export interface NumberAccumulator {
  /** @param refused  1 where the row is not to be counted */
  add(column: NumberColumn, refused: Uint8Array): void;
  /** The bin of each row of the block added last, {@link noBin} where it was not counted; overwritten by the next. */
  binsOfBlock(): Int32Array;
  values(): NumberValues;
}

/** What one byte can't count. */
const carried = 256;

/** Counts the numbers of a column block by block, on the reference's bins. */
export function accumulateNumbers(bins: NumberBins): NumberAccumulator {
  const findBins = binFinder(bins.cuts);
  const counts = binCounts(2 * bins.cuts.length + 1);
  const { center } = bins;
  const extremes = noExtremes();
  const moments = noMoments(bins);
  let binOfRow = new Int32Array(0);
  return {
    add({ values, states }, refused) {
      const rows = refused.length;
      if (binOfRow.length < rows) binOfRow = new Int32Array(rows);
      findBins(values, binOfRow);
      makeCarries(counts, extremes, rows);
      for (let from = 0; from < rows; from += rowsOfLanes) {
        const to = Math.min(rows, from + rowsOfLanes);
        const kept = countRows(counts, binOfRow, values, states, refused, distances.values, from, to);
        extremes[0]! += kept;
        if (kept > 0) addKept(moments, kept, center, extremes);
      }
      adjustLimit(moments, rows, () => distancesOf(values, center, binOfRow, rows));
    },
    binsOfBlock: () => binOfRow,
    values: () => ({
      type: 'numbers',
      ...extremesFrom(extremes, storedMoments(moments)),
      bins: countsFrom(counts),
    }),
  };
}

/**
 * Counts by bin, in one byte each, and how often a byte was {@link carried} over: the bytes stay in the processor's cache, a
 * table four times as large would not.
 */
interface BinCounts {
  readonly low: Uint8Array;
  /** Empty while no byte can have been full. */
  high: Uint32Array;
}

function binCounts(bins: number): BinCounts {
  return { low: new Uint8Array(bins), high: new Uint32Array(0) };
}

function makeCarries(counts: BinCounts, extremes: Extremes, rows: number): void {
  if (counts.high.length === 0 && extremes[0]! + rows >= carried)
    counts.high = new Uint32Array(counts.low.length);
}

function countsFrom({ low, high }: BinCounts): number[] {
  const counts = plainList(low);
  for (let bin = 0; bin < high.length; bin++) if (high[bin]! > 0) counts[bin]! += carried * high[bin]!;
  return counts;
}

/** Count, minimum and maximum. In an array, for the compiler knows of it that it holds numbers. */
type Extremes = Float64Array;

function noExtremes(): Extremes {
  return Float64Array.of(0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
}

function extremesFrom(extremes: Extremes, moments: StoredMoments): Omit<NumberValues, 'type' | 'bins'> {
  const [count = 0, min = 0, max = 0] = extremes;
  // 0 is added to make 0 of -0: which of the two was seen first must not show.
  return { count, ...moments, ...(count === 0 ? {} : { min: min + 0, max: max + 0 }) };
}

/** Counts the rows that count by their bins, and marks the others with {@link noBin}. @returns how many values were kept */
function countRows(
  { low, high }: BinCounts,
  binOfRow: Int32Array,
  values: Float64Array,
  states: Uint8Array,
  refused: Uint8Array,
  kept: Float64Array,
  from: number,
  to: number,
): number {
  let count = 0;
  for (let row = from; row < to; row++) {
    if ((states[row]! | refused[row]!) !== cellState.present) {
      binOfRow[row] = noBin;
      continue;
    }
    const bin = binOfRow[row]!;
    const next = (low[bin]! + 1) & (carried - 1);
    low[bin] = next;
    if (next === 0) high[bin]!++;
    kept[count++] = values[row]!;
  }
  return count;
}
