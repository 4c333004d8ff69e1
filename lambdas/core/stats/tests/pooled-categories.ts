import { sum } from 'simple-statistics';

/** Below this expected count a cell's chi-square term is too far from its distribution (Cochran 1954). */
const LEAST_EXPECTED = 5;

/** `reference` and `current` are the pooled counts; `members[i]` are the columns of the input that make column i. */
export type PooledCategories = {
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly members: readonly (readonly number[])[];
};

/**
 * Pools rare categories until each has an expected count of at least 5 in both samples.
 *
 *   expected(column) = column total * smaller sample / both samples
 *
 * Categories are taken from the rarest up (by total, then by position) into one pool, which closes as soon as it is large
 * enough: only categories that can't stand alone are pooled, the smallest together. A rest that stays too small joins the
 * last pool. Categories that occur nowhere are left out. The choice depends on totals alone, never on which sample a count
 * came from, so it does not bias the test.
 *
 * @param reference  counts by category
 * @param current  counts of the other sample by the same categories
 * @returns the pooled columns in the order of their first member; one column when nothing can be told apart
 * @throws RangeError when the categories differ in number
 */
export function pooledCategories(reference: readonly number[], current: readonly number[]): PooledCategories {
  if (reference.length !== current.length) {
    throw new RangeError(
      `pooledCategories requires the same categories, found ${reference.length} and ${current.length}`,
    );
  }
  const totals = reference.map((count, column) => count + current[column]!);
  const n = sum(reference);
  const m = sum(current);
  const least = (LEAST_EXPECTED * (n + m)) / Math.min(n, m);
  const members = pools(totals, least).toSorted((a, b) => a[0]! - b[0]!);
  const pooled = (counts: readonly number[]) =>
    members.map((pool) => sum(pool.map((column) => counts[column]!)));
  return { reference: pooled(reference), current: pooled(current), members };
}

/** Groups of columns, each with a total of at least `least` where that is possible. */
function pools(totals: readonly number[], least: number): number[][] {
  const rising = totals.map((_, column) => column).filter((column) => totals[column]! > 0);
  rising.sort((a, b) => totals[a]! - totals[b]! || a - b);

  const closed: number[][] = [];
  let open: number[] = [];
  let mass = 0;
  for (const column of rising) {
    open.push(column);
    mass += totals[column]!;
    if (mass < least) continue;
    closed.push(open.toSorted((a, b) => a - b));
    open = [];
    mass = 0;
  }
  if (open.length === 0) return closed;
  return [...closed.slice(0, -1), [...(closed.at(-1) ?? []), ...open].toSorted((a, b) => a - b)];
}
