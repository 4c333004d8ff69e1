import { quantileFromBins } from '../bins/quantile-from-bins.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';

/** The interquartile range of a standard normal distribution: 2 * 0.6744897501960817. */
const NORMAL_IQR = 1.349;

/** `scale` is above 0, in the feature's unit; `measure` tells what it was read from. */
export type RobustScale = {
  readonly computable: true;
  readonly scale: number;
  readonly measure: 'interquartile-range' | 'standard-deviation';
};

/**
 * Robust scale of a binned sample, the unit in which shifts of a feature are told: a standard deviation where it is normal.
 *
 *   IQR / 1.349, or the standard deviation over the cut points where the IQR is 0
 *
 * Both come from counts on cut points, of which half or more of the rows must be far off before the first moves.
 *
 * @param cuts  k cut points in ascending order
 * @param counts  counts on the 2k + 1 cells
 * @returns the scale, or why there is none: no rows, or all on one value
 * @throws RangeError when the counts don't fit the cut points
 * @see Rousseeuw & Croux (1993), Alternatives to the median absolute deviation
 */
export function robustScale(cuts: ArrayLike<number>, counts: ArrayLike<number>): RobustScale | NotComputable {
  const lower = quantileFromBins(cuts, counts, 0.25);
  const upper = quantileFromBins(cuts, counts, 0.75);
  if (!lower.computable) return lower;
  if (!upper.computable) return upper;
  const range = upper.value - lower.value;
  if (range > 0) return { computable: true, scale: range / NORMAL_IQR, measure: 'interquartile-range' };
  const deviation = standardDeviation(cuts, counts, lower.value);
  if (!(deviation > 0)) return notComputable('the reference has one value only, so there is no scale');
  return { computable: true, scale: deviation, measure: 'standard-deviation' };
}

/** About a typical value, so that no digits are lost; values between cut points are left out. */
function standardDeviation(cuts: ArrayLike<number>, counts: ArrayLike<number>, center: number): number {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < cuts.length; i++) {
    const count = counts[2 * i + 1]!;
    const gap = cuts[i]! - center;
    n += count;
    sum += count * gap;
    squares += count * gap * gap;
  }
  return n === 0 ? 0 : Math.sqrt(Math.max(0, squares - (sum * sum) / n) / n);
}
