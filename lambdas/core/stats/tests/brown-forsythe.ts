import { incompleteBeta } from '../functions/incomplete-beta.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { sampleSizes } from '../paired-counts.ts';

/**
 * `spreadRatio` is the current sample's mean absolute deviation from its median over the reference's; `logRatioError` the standard
 * error of its logarithm.
 */
export type BrownForsythe = {
  readonly computable: true;
  readonly statistic: number;
  readonly pValue: number;
  readonly spreadRatio: number;
  readonly logRatioError: number;
};

/**
 * Brown-Forsythe test, Levene's about the median: whether two samples spread equally, wherever they lie. One-way analysis of
 * variance of the distances from each sample's own median.
 *
 *   W = (N - 2) * sum of n_i (mean_i - mean)^2 / sum of squares within,  W ~ F(1, N - 2)
 *
 * The standard error is the larger of two: that of both mean distances by their own variances (the delta method), and that with which
 * the statistic itself holds them against each other.
 *
 *   sqrt( s_r^2 / (n mean_r^2) + s_c^2 / (m mean_c^2) ),  sqrt( (1/n + 1/m) (sum of squares within) / (N - 2) ) / mean_r
 *
 * @param positions  one a cell, not descending, as from `cellPositions`: values in open bins are taken to lie there
 * @param reference  counts on the cells
 * @param current  counts of the other sample on the same cells
 * @returns W and p, or why there is none: fewer than two values in a sample, fewer than three in all, no spread
 * @throws RangeError when the lengths differ, or a count is negative or not finite
 * @see Brown & Forsythe (1974); witness: scipy.stats.levene(center='median')
 */
export function brownForsythe(
  positions: ArrayLike<number>,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): BrownForsythe | NotComputable {
  const [n, m] = sampleSizes('brownForsythe', reference, current);
  if (positions.length !== reference.length) {
    throw new RangeError(
      `brownForsythe requires a position per cell, found ${positions.length} for ${reference.length}`,
    );
  }
  if (!(n >= 2 && m >= 2)) return notComputable('a sample has fewer than two values');
  const a = deviations(positions, reference, n);
  const b = deviations(positions, current, m);
  const size = n + m;
  const mean = (n * a.mean + m * b.mean) / size;
  const within = a.within + b.within;
  const between = n * (a.mean - mean) ** 2 + m * (b.mean - mean) ** 2;
  if (!(within > 0) || size < 3) return notComputable('neither sample spreads');
  const statistic = ((size - 2) * between) / within;
  const total = size - 2 + statistic;
  const pValue = incompleteBeta((size - 2) / total, statistic / total, (size - 2) / 2, 0.5);
  const pooled = within / (size - 2);
  const logRatioError = Math.max(
    Math.sqrt(relativeVariance(a, n) + relativeVariance(b, m)),
    Math.sqrt(pooled * (1 / n + 1 / m)) / a.mean,
  );
  return { computable: true, statistic, pValue, spreadRatio: b.mean / a.mean, logRatioError };
}

/** Of the mean distance from the median, whose own distances say how sure it is: heavy tails have hardly any say in it otherwise. */
function relativeVariance({ mean, within }: Deviations, size: number): number {
  return within / (size - 1) / size / mean ** 2;
}

/** Mean absolute distance from the median, and the sum of squares about that mean. */
interface Deviations {
  readonly mean: number;
  readonly within: number;
}

function deviations(positions: ArrayLike<number>, counts: ArrayLike<number>, size: number): Deviations {
  const median =
    (valueAt(positions, counts, Math.floor((size - 1) / 2)) +
      valueAt(positions, counts, Math.floor(size / 2))) /
    2;
  let sum = 0;
  for (let cell = 0; cell < positions.length; cell++)
    sum += counts[cell]! * Math.abs(positions[cell]! - median);
  const mean = sum / size;
  let within = 0;
  for (let cell = 0; cell < positions.length; cell++) {
    within += counts[cell]! * (Math.abs(positions[cell]! - median) - mean) ** 2;
  }
  return { mean, within };
}

/** The value at a place in ascending order, from 0. */
function valueAt(positions: ArrayLike<number>, counts: ArrayLike<number>, place: number): number {
  let cell = 0;
  for (let below = counts[0]!; below <= place; below += counts[cell]!) cell++;
  return positions[cell]!;
}
