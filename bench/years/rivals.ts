/** What a detector of change says of each value, in order: its statistics, and whether any is beyond its limit. */
export interface Charted {
  readonly statistics: Readonly<Record<string, readonly number[]>>;
  /** Index of the first alarm. Nothing starts anew after one. */
  readonly firstAlarm: number | undefined;
}

/** Mean and standard deviation of the values while all is well. */
interface InControl {
  readonly mu: number;
  readonly sigma: number;
}

/**
 * Two-sided tabular CUSUM: S+ = max(0, S+ + z - k), S- = max(0, S- - z - k), with z = (x - mu) / sigma; an alarm above h.
 *
 * @see Page (1954), Continuous inspection schemes
 */
export function cusum(
  values: readonly number[],
  { mu, sigma, k, h }: InControl & { readonly k: number; readonly h: number },
): Charted {
  const z = values.map((x) => (x - mu) / sigma);
  const up = running(z, (sum, value) => Math.max(0, sum + value - k));
  const down = running(z, (sum, value) => Math.max(0, sum - value - k));
  return {
    statistics: { up, down },
    firstAlarm: firstIndex(up, (_, t) => (up[t] ?? 0) > h || (down[t] ?? 0) > h),
  };
}

/**
 * Page and Hinkley's test of a rise: m += x - running mean - delta, PH = m - min m; an alarm above lambda.
 *
 * @see Page (1954); Hinkley (1971), Inference about the change-point from cumulative sum tests
 */
export function pageHinkley(
  values: readonly number[],
  { delta, lambda }: { readonly delta: number; readonly lambda: number },
): Charted {
  const totals = running(values, (sum, value) => sum + value);
  const steps = values.map((value, t) => value - (totals[t] ?? 0) / (t + 1) - delta);
  const sums = running(steps, (sum, value) => sum + value);
  const lowest = running(sums, (least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const ph = sums.map((sum, t) => sum - (lowest[t] ?? 0));
  return { statistics: { ph }, firstAlarm: firstIndex(ph, (value) => value > lambda) };
}

/**
 * Exponentially weighted moving average: z = l x + (1 - l) z from mu on; an alarm further from mu than
 * L sigma sqrt(l / (2 - l) (1 - (1 - l)^(2t))).
 *
 * @see Roberts (1959), Control chart tests based on geometric moving averages
 */
export function ewma(
  values: readonly number[],
  { mu, sigma, lambda, L }: InControl & { readonly lambda: number; readonly L: number },
): Charted {
  const z = running(values, (average, value) => lambda * value + (1 - lambda) * average, mu);
  const limits = z.map((_, t) => {
    const share = (lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * (t + 1)));
    return L * sigma * Math.sqrt(share);
  });
  return {
    statistics: { z, limits },
    firstAlarm: firstIndex(z, (value, t) => Math.abs(value - mu) > (limits[t] ?? 0)),
  };
}

function running(
  values: readonly number[],
  next: (before: number, value: number) => number,
  start = 0,
): readonly number[] {
  let state = start;
  return values.map((value) => {
    state = next(state, value);
    return state;
  });
}

function firstIndex(
  values: readonly number[],
  isAlarm: (value: number, index: number) => boolean,
): number | undefined {
  const index = values.findIndex(isAlarm);
  return index < 0 ? undefined : index;
}
