import * as z from 'zod';
import type { AssociationPlan } from './plan.ts';

const count = z.int().min(0);
const counts = z.array(count);
const sums = z.array(z.int());

/** What the rows hold in which one column is missing: what has to be taken off so that pairs are of complete rows. */
const missingSchema = z.object({
  /** Index of the column among the ranked ones, then the grouped ones. */
  index: count,
  /** Of each ranked column, over those rows: rows with a value, sum of its levels, and of their squares. */
  counts,
  sums,
  squares: counts,
  /** For each grouped column its rows by group. */
  groups: z.array(counts),
});

/**
 * Cross-moments of ranks and categories over accepted rows: enough for the correlation of every pair of columns over the
 * rows that have both. A missing value has level 0 and so adds nothing to a sum.
 *
 * Everything is a whole number. A level is at most 2^12, a product at most 2^24: sums are exact up to 2^29 rows (2^53),
 * and merging is exactly commutative and associative.
 */
export const crossMomentsSchema = z.object({
  /** Of each ranked column: rows with a value, sum of its levels, and of their squares. */
  counts,
  sums,
  squares: counts,
  /** Sum of the products of the levels of two ranked columns: (0, 1), (0, 2), ..., (1, 2), ... */
  products: sums,
  /** For each grouped column: rows by group, and for each group the sum of levels of each ranked column. */
  groups: z.array(z.object({ counts, sums })),
  /** For each pair of grouped columns, in the order of products: rows by both groups, row by row of the table. */
  tables: z.array(counts),
  /** Only for columns of which a value is missing, ascending by index. */
  missing: z.array(missingSchema),
});

export type CrossMoments = z.infer<typeof crossMomentsSchema>;
export type MissingMoments = CrossMoments['missing'][number];

/** Groups that a grouped column has: its frequent categories, and all others. */
export function groupCounts({ grouped }: AssociationPlan): readonly number[] {
  return grouped.map(({ categories }) => categories.length + 1);
}

/** Where the pair of two of so many columns stands in a list of all pairs, the first being the smaller. */
export function pairIndex(first: number, second: number, columns: number): number {
  return first * columns - (first * (first + 1)) / 2 + (second - first - 1);
}

/** Moments of no row: the identity of {@link mergeCrossMoments}. */
export function noCrossMoments(plan: AssociationPlan): CrossMoments {
  const ranked = plan.ranked.length;
  const groups = groupCounts(plan);
  return {
    counts: zeros(ranked),
    sums: zeros(ranked),
    squares: zeros(ranked),
    products: zeros((ranked * (ranked - 1)) / 2),
    groups: groups.map((size) => ({ counts: zeros(size), sums: zeros(size * ranked) })),
    tables: groups.flatMap((size, first) => groups.slice(first + 1).map((other) => zeros(size * other))),
    missing: [],
  };
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

/** Moments of two sets of rows together. Commutative and associative, exactly. */
export function mergeCrossMoments(a: CrossMoments, b: CrossMoments): CrossMoments {
  return {
    counts: added(a.counts, b.counts),
    sums: added(a.sums, b.sums),
    squares: added(a.squares, b.squares),
    products: added(a.products, b.products),
    groups: a.groups.map((group, index) => ({
      counts: added(group.counts, b.groups[index]!.counts),
      sums: added(group.sums, b.groups[index]!.sums),
    })),
    tables: a.tables.map((table, index) => added(table, b.tables[index]!)),
    missing: mergeMissing(a.missing, b.missing),
  };
}

function mergeMissing(a: readonly MissingMoments[], b: readonly MissingMoments[]): MissingMoments[] {
  const byIndex = new Map(a.map((moments) => [moments.index, moments]));
  for (const moments of b) {
    const other = byIndex.get(moments.index);
    byIndex.set(moments.index, other ? addMissing(other, moments) : moments);
  }
  return [...byIndex.values()].sort((one, two) => one.index - two.index);
}

function addMissing(a: MissingMoments, b: MissingMoments): MissingMoments {
  return {
    index: a.index,
    counts: added(a.counts, b.counts),
    sums: added(a.sums, b.sums),
    squares: added(a.squares, b.squares),
    groups: a.groups.map((group, index) => added(group, b.groups[index]!)),
  };
}

/** @throws RangeError when the two are not of one length: they are of different plans */
function added(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length)
    throw new RangeError(`mergeCrossMoments: requires ${a.length} moments, found ${b.length}`);
  return a.map((value, index) => value + b[index]!);
}
