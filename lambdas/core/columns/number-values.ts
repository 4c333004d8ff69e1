import * as z from 'zod';
import { cellState, type NumberColumn } from '../block/column-block.ts';
import { binFinder } from '../stats/bins/bin-finder.ts';
import { countListSchema, plainList } from './count-list.ts';
import type { NumberBins } from './reference-bins.ts';

/** What is kept of the numbers of a column: over present cells of accepted rows. */
export const numberValuesSchema = z.object({
  type: z.literal('numbers'),
  count: z.int().min(0),
  /** Sum of value - center, and of its square, center being that of the reference's bins. See {@link farthest}. */
  sum: z.number(),
  sumOfSquares: z.number(),
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

/** Values of two sets of rows together. Counts merge exactly; the two sums to the last digits of a double. */
export function mergeNumberValues(a: NumberValues, b: NumberValues): NumberValues {
  return {
    type: 'numbers',
    count: a.count + b.count,
    sum: a.sum + b.sum,
    sumOfSquares: a.sumOfSquares + b.sumOfSquares,
    ...extremes(a, b),
    bins: a.bins.map((n, bin) => n + b.bins[bin]!),
  };
}

function extremes(a: NumberValues, b: NumberValues): Pick<NumberValues, 'min' | 'max'> {
  if (a.min === undefined || a.max === undefined)
    return b.min === undefined ? {} : { min: b.min, max: b.max };
  return { min: Math.min(a.min, b.min ?? a.min), max: Math.max(a.max, b.max ?? a.max) };
}

/**
 * Values farther from the center than this are summed as if they were no farther: the square of one absurd value must
 * not make a sum infinite, which JSON could not hold.
 */
export const farthest = 1e140;

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

/** In place of a bin: the row has no value, or is not counted. */
export const noBin = -1;

/** Counts the numbers of a column block by block, on the reference's bins. */
export function accumulateNumbers(bins: NumberBins): NumberAccumulator {
  const findBins = binFinder(bins.cuts);
  const counts = binCounts(2 * bins.cuts.length + 1);
  const { center } = bins;
  const moments = noMoments();
  let binOfRow = new Int32Array(0);
  return {
    add({ values, states }, refused) {
      if (binOfRow.length < refused.length) binOfRow = new Int32Array(refused.length);
      findBins(values, binOfRow);
      makeCarries(counts, moments, refused.length);
      addValues(counts, moments, center, binOfRow, values, states, refused);
    },
    binsOfBlock: () => binOfRow,
    values: () => ({ type: 'numbers', ...momentsFrom(moments), bins: countsFrom(counts) }),
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

function makeCarries(counts: BinCounts, moments: Moments, rows: number): void {
  if (counts.high.length === 0 && moments[0]! + rows >= carried)
    counts.high = new Uint32Array(counts.low.length);
}

function countsFrom({ low, high }: BinCounts): number[] {
  const counts = plainList(low);
  for (let bin = 0; bin < high.length; bin++) if (high[bin]! > 0) counts[bin]! += carried * high[bin]!;
  return counts;
}

/** Count, sum, sum of squares, minimum and maximum. In an array, for the compiler knows of it that it holds numbers. */
type Moments = Float64Array;

function noMoments(): Moments {
  return Float64Array.of(0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
}

function momentsFrom(moments: Moments): Omit<NumberValues, 'type' | 'bins'> {
  const [count = 0, sum = 0, sumOfSquares = 0, min = 0, max = 0] = moments;
  // 0 is added to make 0 of -0: which of the two was seen first must not show.
  return { count, sum, sumOfSquares, ...(count === 0 ? {} : { min: min + 0, max: max + 0 }) };
}

/**
 * Adds the rows that count to counts and moments, and marks the others with {@link noBin}. Long, as what the loop changes has
 * to be variables of one function to stay in registers.
 *
 * @throws RangeError when a value is NaN: such cells are not present
 */
function addValues(
  { low, high }: BinCounts,
  moments: Moments,
  center: number,
  binOfRow: Int32Array,
  values: Float64Array,
  states: Uint8Array,
  refused: Uint8Array,
): void {
  const rows = refused.length;
  let count = moments[0]!;
  let sum = moments[1]!;
  let sumOfSquares = moments[2]!;
  let min = moments[3]!;
  let max = moments[4]!;
  for (let row = 0; row < rows; row++) {
    if ((states[row]! | refused[row]!) !== cellState.present) {
      binOfRow[row] = noBin;
      continue;
    }
    const bin = binOfRow[row]!;
    const next = (low[bin]! + 1) & (carried - 1);
    low[bin] = next;
    if (next === 0) high[bin]!++;
    const value = values[row]!;
    const distance = Math.max(-farthest, Math.min(farthest, value - center));
    count++;
    sum += distance;
    sumOfSquares += distance * distance;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (Number.isNaN(sum))
    throw new RangeError('accumulateNumbers requires numbers in present cells, found NaN');
  moments.set([count, sum, sumOfSquares, min, max]);
}
