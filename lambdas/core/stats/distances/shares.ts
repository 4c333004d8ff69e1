import { sum } from 'simple-statistics';

/**
 * Shares of the total: counts over their sum, which simple-statistics takes with Kahan-Babuska compensation.
 *
 * @param counts  0 or above, or weights of any scale
 * @returns the shares, which add up to 1, or undefined when the total is 0: nothing has no distribution
 * @throws RangeError when a count is negative or not finite
 */
export function shares(counts: ArrayLike<number>): readonly number[] | undefined {
  const list = Array.from(counts);
  for (const count of list) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`shares requires finite counts of 0 or above, found ${count}`);
    }
  }
  const total = sum(list);
  return total === 0 ? undefined : list.map((count) => count / total);
}

/**
 * Shares of two samples on the same cells.
 *
 * @returns both, or undefined when either sample is empty
 * @throws RangeError when the cells differ in number or a count is negative or not finite
 */
export function pairedShares(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): readonly [readonly number[], readonly number[]] | undefined {
  if (reference.length !== current.length) {
    throw new RangeError(
      `pairedShares requires the same cells, found ${reference.length} and ${current.length}`,
    );
  }
  const a = shares(reference);
  const b = shares(current);
  return a && b ? [a, b] : undefined;
}
