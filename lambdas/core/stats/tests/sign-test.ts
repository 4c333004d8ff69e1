import { incompleteBeta } from '../functions/incomplete-beta.ts';

/**
 * Exact sign test: whether as many of some pairs moved one way as the other. On what two models got right of the same rows it is
 * McNemar's exact test.
 *
 *   p = min(1, 2 P[X <= min(up, down)]),  X binomial of up + down with 1/2
 *
 * @param up  pairs that moved one way
 * @param down  pairs that moved the other way
 * @returns the two-sided p-value; 1 where no pair moved
 * @throws RangeError when a count is not a whole number, 0 or above
 * @see McNemar (1947); witness: scipy.stats.binomtest
 */
export function signTest(up: number, down: number): number {
  if (![up, down].every((count) => Number.isInteger(count) && count >= 0))
    throw new RangeError(`signTest requires whole counts, 0 or above, found ${up} and ${down}`);
  const [fewer, all] = [Math.min(up, down), up + down];
  if (2 * fewer === all) return 1;
  // P[X <= k] of n with 1/2 is I_1/2(n - k, k + 1).
  return Math.min(1, 2 * incompleteBeta(0.5, 0.5, all - fewer, fewer + 1));
}
