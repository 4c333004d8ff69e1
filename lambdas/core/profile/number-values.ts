import * as z from 'zod';
import { cellState, type NumberColumn } from '../block/column-block.ts';
import { binIndex } from '../stats/bin-index.ts';
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
  bins: z.array(z.int().min(0)),
});

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
const farthest = 1e140;

/** A running {@link NumberValues}. */
export interface NumberAccumulator {
  /** @param refused  1 where the row is not to be counted */
  add(column: NumberColumn, refused: Uint8Array): void;
  values(): NumberValues;
}

export function accumulateNumbers(bins: NumberBins): NumberAccumulator {
  const cuts = Float64Array.from(bins.cuts);
  const counts = new Float64Array(2 * cuts.length + 1);
  const { center } = bins;
  let count = 0;
  let sum = 0;
  let sumOfSquares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  return {
    add({ values, states }, refused) {
      for (let row = 0; row < refused.length; row++) {
        if (states[row] !== cellState.present || refused[row] !== 0) continue;
        const value = values[row]!;
        const distance = Math.max(-farthest, Math.min(farthest, value - center));
        count++;
        sum += distance;
        sumOfSquares += distance * distance;
        if (value < min) min = value;
        if (value > max) max = value;
        counts[binIndex(cuts, value)]!++;
      }
    },
    values: () => ({
      type: 'numbers',
      count,
      sum,
      sumOfSquares,
      // 0 is added to make 0 of -0: which of the two was seen first must not show.
      ...(count === 0 ? {} : { min: min + 0, max: max + 0 }),
      bins: Array.from(counts),
    }),
  };
}
