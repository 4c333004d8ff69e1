import { cutPoints } from '../../../../lambdas/core/stats/bins/cut-points.ts';
import { binIndex } from '../../../support/bin-index.ts';

/** Two samples counted on the bins of the first, as profiles hold them. */
export function binned(
  reference: Float64Array,
  current: Float64Array,
  maximum?: number,
): { readonly cuts: Float64Array; readonly reference: Float64Array; readonly current: Float64Array } {
  const cuts = cutsOf(reference, maximum);
  return { cuts, reference: countsOn(cuts, reference), current: countsOn(cuts, current) };
}

/** The cut points of a sample. */
export function cutsOf(sample: Float64Array, maximum?: number): Float64Array {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sample.toSorted()) {
    if (values.at(-1) === value) counts[counts.length - 1]! += 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return cutPoints(values, counts, maximum);
}

/** How many values fall in each of the 2k + 1 cells. */
export function countsOn(cuts: Float64Array, sample: Float64Array): Float64Array {
  const counts = new Float64Array(2 * cuts.length + 1);
  for (const value of sample) counts[binIndex(cuts, value)]! += 1;
  return counts;
}

/**
 * Mid-ranks of the rows of each cell as shares of the reference, less 1/2: Spearman's coefficient is Pearson's of these. They
 * are what `rankLevels` rounds to whole numbers.
 */
export function midRanks(counts: ArrayLike<number>): Float64Array {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  let below = 0;
  return Float64Array.from(counts, (count) => {
    below += count;
    return (below - count / 2) / total - 0.5;
  });
}

/** Two samples counted on all values of both, so that every value lies on a cut point. */
export function onAllValues(
  reference: Float64Array,
  current: Float64Array,
): { readonly cuts: Float64Array; readonly reference: Float64Array; readonly current: Float64Array } {
  const cuts = cutsOf(Float64Array.from([...reference, ...current]), Number.POSITIVE_INFINITY);
  return { cuts, reference: countsOn(cuts, reference), current: countsOn(cuts, current) };
}

/** Size, mean and variance (divisor n - 1) of a sample, its mean counted from a center as profiles keep it. */
export function momentsOf(
  sample: Float64Array,
  center: number,
): { readonly count: number; readonly mean: number; readonly variance: number } {
  const count = sample.length;
  const mean = sample.reduce((sum, value) => sum + (value - center), 0) / count;
  const squares = sample.reduce((sum, value) => sum + (value - center - mean) ** 2, 0);
  return { count, mean, variance: squares / (count - 1) };
}
