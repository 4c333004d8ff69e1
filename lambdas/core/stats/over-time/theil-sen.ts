/** A point of a line over time. */
export type TimedValue = { readonly at: number; readonly value: number };

/** `slope` in units of the value per unit of time; `at(0)` of the line is `intercept`. */
export type Line = { readonly slope: number; readonly intercept: number };

/**
 * The line through the points that no single one of them can move far.
 *
 *   slope = median over pairs of (y_j - y_i) / (x_j - x_i),  intercept = median of y_i - slope x_i
 *
 * @param points  at least two of different times; of pairs of one time nothing is known, and they are left out
 * @returns the line; undefined where all points are of one time
 * @see Theil (1950); Sen (1968); witness: scipy.stats.theilslopes
 */
export function theilSenLine(points: readonly TimedValue[]): Line | undefined {
  const slope = medianOf(slopesOf(points));
  if (slope === undefined) return undefined;
  const intercept = medianOf(Float64Array.from(points, ({ at, value }) => value - slope * at)) ?? 0;
  return { slope, intercept };
}

/** One for each pair of different times. */
function slopesOf(points: readonly TimedValue[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let found = 0;
  for (const [j, later] of points.entries()) {
    for (const { at, value } of points.slice(0, j)) {
      if (later.at !== at) slopes[found++] = (later.value - value) / (later.at - at);
    }
  }
  return slopes.subarray(0, found);
}

/**
 * When a line that rises reaches a limit.
 *
 * @returns the time, undefined where it does not rise; a time that is past means that the limit is crossed
 */
export function reachesAt({ slope, intercept }: Line, limit: number): number | undefined {
  return slope > 0 ? (limit - intercept) / slope : undefined;
}

/** @returns the median of finite numbers, which it sorts; the mean of the middle two where their count is even; undefined of none */
function medianOf(numbers: Float64Array): number | undefined {
  numbers.sort();
  const [low, high] = [numbers[(numbers.length - 1) >> 1], numbers[numbers.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
