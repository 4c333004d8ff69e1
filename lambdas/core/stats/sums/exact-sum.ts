/**
 * A running sum of doubles without any rounding, in whatever order they come: parts of it that do not overlap, the smallest first
 * (Shewchuk, 1997).
 */
export type ExactSum = number[];

/** Adds a finite double to a sum, in place. */
export function addExactly(sum: ExactSum, value: number): void {
  let rest = value;
  let kept = 0;
  for (let at = 0; at < sum.length; at++) {
    const part = sum[at]!;
    const [large, small] = Math.abs(rest) < Math.abs(part) ? [part, rest] : [rest, part];
    const high = large + small;
    const low = small - (high - large);
    if (low !== 0) sum[kept++] = low;
    rest = high;
  }
  sum.length = kept;
  if (rest !== 0) sum.push(rest);
}

/** What is stored of a sum: the nearest double, then the nearest of what it leaves over, and so on. One for every exact value. */
export interface StoredSum {
  readonly nearest: number;
  /** Empty where the nearest double is the sum. */
  readonly rest: readonly number[];
}

/** A sum as it is stored. */
export function storedSum(sum: Readonly<ExactSum>): StoredSum {
  const left = [...sum];
  const found: number[] = [];
  while (left.length > 0) {
    const next = nearestOf(left);
    found.push(next);
    addExactly(left, -next);
  }
  const [nearest = 0, ...rest] = found;
  return { nearest, rest };
}

/** The double that is nearest to the sum of parts that do not overlap, the smallest first; of two that are as near the even one. */
function nearestOf(parts: readonly number[]): number {
  let at = parts.length - 1;
  let high = parts[at]!;
  let low = 0;
  while (at > 0 && low === 0) {
    const large = high;
    const small = parts[--at]!;
    high = large + small;
    low = small - (high - large);
  }
  // Half way between two doubles, unless the parts below say otherwise.
  const below = at > 0 ? parts[at - 1]! : 0;
  // By their signs: the product of two small ones is zero.
  if (Math.sign(low) * Math.sign(below) <= 0) return high;
  const other = high + 2 * low;
  return other - high === 2 * low ? other : high;
}
