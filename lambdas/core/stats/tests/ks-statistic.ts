import { sampleSizes } from '../paired-counts.ts';

/**
 * Two-sample Kolmogorov-Smirnov statistic: the largest vertical gap between two empirical distribution functions.
 *
 *   D = max over x of | F_reference(x) - F_current(x) |
 *
 * @param reference  counts per bin in ascending order of value; for k cut points the 2k + 1 cells "open bin, cut, open bin,
 *   ..., cut, open bin"
 * @param current  counts of the other sample on the same bins
 * @returns D, dimensionless, in [0, 1]; exact when no open bin holds values of both samples, else too small by at most
 *   {@link ksErrorBound}
 * @throws RangeError when the bins differ in number or either sample is empty
 * @see Smirnov (1939); witness: scipy.stats.ks_2samp
 */
export function ksStatistic(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  return widestGap(reference, current, nonEmptySizes('ksStatistic', reference, current));
}

/** D as {@link ksStatistic}, and its bound as {@link ksErrorBound}: the two together cost little more than one. */
export function ksWithBound(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): { readonly statistic: number; readonly bound: number } {
  const sizes = nonEmptySizes('ksWithBound', reference, current);
  return {
    statistic: widestGap(reference, current, sizes),
    bound: widestOverlap(reference, current, sizes),
  };
}

function widestGap(reference: ArrayLike<number>, current: ArrayLike<number>, [n, m]: Sizes): number {
  // Integers as long as n m < 2^53, so that equal gaps stay equal and the lattice step can be read back from D.
  let below = 0;
  let widest = 0;
  for (let bin = 0; bin < reference.length; bin++) {
    below += reference[bin]! * m - current[bin]! * n;
    widest = Math.max(widest, Math.abs(below));
  }
  return Math.min(1, widest / (n * m));
}

/**
 * How much the true D may exceed the one read off the bins: inside an open bin the order of the values is unknown.
 *
 *   D_binned <= D <= D_binned + max over open bins i of min(a_i, b_i)
 *
 * a and b are the shares of the two samples in the bin. A cut point's own bin holds one value only and adds nothing.
 *
 * @param reference  counts on 2k + 1 cells; open bins are those with an even index
 * @returns the bound, dimensionless, in [0, 1]; 0 means that {@link ksStatistic} is exact
 * @throws RangeError when the bins differ in number or either sample is empty
 */
export function ksErrorBound(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  return widestOverlap(reference, current, nonEmptySizes('ksErrorBound', reference, current));
}

function widestOverlap(reference: ArrayLike<number>, current: ArrayLike<number>, [n, m]: Sizes): number {
  let bound = 0;
  for (let bin = 0; bin < reference.length; bin += 2) {
    bound = Math.max(bound, Math.min(reference[bin]! / n, current[bin]! / m));
  }
  return bound;
}

type Sizes = readonly [number, number];

function nonEmptySizes(caller: string, reference: ArrayLike<number>, current: ArrayLike<number>): Sizes {
  const [n, m] = sampleSizes(caller, reference, current);
  if (!(n > 0 && m > 0)) {
    throw new RangeError(`${caller} requires two samples that are not empty, found sizes ${n} and ${m}`);
  }
  return [n, m];
}
