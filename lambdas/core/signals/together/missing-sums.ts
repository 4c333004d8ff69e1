import type { MissingMoments } from './cross-moments.ts';
import type { ScoredRows } from './scored-rows.ts';

/** Running {@link MissingMoments} of one column. */
export interface MissingSums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** One group more than there are, for rows in which the grouped column is missing as well. */
  readonly groups: readonly Float64Array[];
}

/** @param groups  how many groups each grouped column has */
export function noMissingSums(ranked: number, groups: readonly number[]): MissingSums {
  return {
    counts: new Float64Array(ranked),
    sums: new Float64Array(ranked),
    squares: new Float64Array(ranked),
    groups: groups.map((size) => new Float64Array(size + 1)),
  };
}

/** @param rows  those in which the column is missing, ascending */
export function addMissingRows(
  { levels, groups, missing }: ScoredRows,
  rows: Uint32Array,
  { counts, sums, squares, groups: byGroup }: MissingSums,
): void {
  for (let index = 0; index < levels.length; index++) {
    const column = levels[index]!;
    sums[index]! += sumOf(column, rows);
    squares[index]! += sumOfSquares(column, rows);
    counts[index]! += rows.length - commonCount(rows, missing[index]!);
  }
  for (let index = 0; index < groups.length; index++) countGroups(groups[index]!, rows, byGroup[index]!);
}

function countGroups(groupOfRow: Uint8Array, rows: Uint32Array, counts: Float64Array): void {
  const { length } = rows;
  for (let at = 0; at < length; at++) counts[groupOfRow[rows[at]!]!]! += 1;
}

function sumOf(levels: Int16Array, rows: Uint32Array): number {
  const { length } = rows;
  let sum = 0;
  for (let at = 0; at < length; at++) sum += levels[rows[at]!]!;
  return sum;
}

function sumOfSquares(levels: Int16Array, rows: Uint32Array): number {
  const { length } = rows;
  let sum = 0;
  for (let at = 0; at < length; at++) sum += levels[rows[at]!]! ** 2;
  return sum;
}

/** How many of two ascending lists of rows are in both. */
function commonCount(a: Uint32Array, b: Uint32Array): number {
  if (a === b) return a.length;
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const gap = a[i]! - b[j]!;
    if (gap === 0) common++;
    if (gap <= 0) i++;
    if (gap >= 0) j++;
  }
  return common;
}

/** @param index  of the column among the ranked ones, then the grouped ones */
export function missingMoments(index: number, sums: MissingSums, groups: readonly number[]): MissingMoments {
  return {
    index,
    counts: Array.from(sums.counts),
    sums: Array.from(sums.sums),
    squares: Array.from(sums.squares),
    groups: sums.groups.map((counts, column) => Array.from(counts.subarray(0, groups[column]!))),
  };
}
