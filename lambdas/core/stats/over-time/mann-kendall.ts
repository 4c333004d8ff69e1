import { normalUpperTail } from '../functions/normal.ts';

/** `statistic` is z, positive where values rise; `concordance` is S, pairs that rise less pairs that fall. */
export type MannKendall = {
  readonly concordance: number;
  readonly variance: number;
  readonly statistic: number;
  readonly pValue: number;
};

/**
 * Whether values rise or fall over time, whatever their distribution.
 *
 *   S = sum over i < j of sign(x_j - x_i)
 *   var S = [ n (n - 1) (2n + 5) - sum over ties of t (t - 1) (2t + 5) ] / 18
 *   z = (S - sign S) / sqrt(var S)
 *
 * @param values  in their order, finite
 * @returns the two-sided test; z is 0 and p is 1 of fewer than two values, and where all are alike: they show no trend
 * @see Mann (1945); Kendall (1975), Rank Correlation Methods
 */
export function mannKendall(values: readonly number[]): MannKendall {
  const concordance = concordanceOf(values);
  const variance = varianceOf(values);
  const statistic = variance > 0 ? (concordance - Math.sign(concordance)) / Math.sqrt(variance) : 0;
  return { concordance, variance, statistic, pValue: Math.min(1, 2 * normalUpperTail(Math.abs(statistic))) };
}

function concordanceOf(values: readonly number[]): number {
  let total = 0;
  for (const [j, later] of values.entries()) {
    for (const earlier of values.slice(0, j)) total += Math.sign(later - earlier);
  }
  return total;
}

function varianceOf(values: readonly number[]): number {
  const term = (n: number) => n * (n - 1) * (2 * n + 5);
  const ties = Map.groupBy(values, (value) => value).values();
  return (term(values.length) - ties.reduce((sum, { length }) => sum + term(length), 0)) / 18;
}
