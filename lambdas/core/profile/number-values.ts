import * as z from 'zod';
import { cellState, type NumberColumn } from '../block/column-block.ts';
import { binIndex } from '../stats/bin-index.ts';
import type { NumberBins } from './reference-bins.ts';

/** What is kept of the numbers of a column: over present cells of accepted rows. */
export const numberValuesSchema = z.object({
  type: z.literal('numbers'),
  count: z.int().min(0),
  /** Sum of value - center, and of its square, center being that of the reference's bins. */
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

/** Arithmetic mean, or undefined where there is no value. */
export function mean({ count, sum }: NumberValues, { center }: NumberBins): number | undefined {
  return count === 0 ? undefined : center + sum / count;
}

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
        const distance = value - center;
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
      ...(count === 0 ? {} : { min, max }),
      bins: Array.from(counts),
    }),
  };
}
