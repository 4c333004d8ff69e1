import type { AssociationPlan } from './association-plan.ts';
import { type CrossMoments, groupCounts, type MissingMoments, pairIndex } from './cross-moments.ts';
import type { ScoredRows } from './scored-rows.ts';

/** Running {@link CrossMoments}. */
export interface CrossMomentsAccumulator {
  add(rows: ScoredRows): void;
  moments(): CrossMoments;
}

/** Rows of all ranked columns that the hot loop looks at before it goes on: they stay in the processor's cache. */
const chunkRows = 512;

/**
 * Costs one multiplication and addition for each pair of ranked columns and row, one addition for each grouped column, ranked
 * column and row, and one for each pair of grouped columns and row; a missing value costs three for each ranked column.
 */
export function accumulateCrossMoments(plan: AssociationPlan): CrossMomentsAccumulator {
  const ranked = plan.ranked.length;
  const groups = groupCounts(plan);
  const counts = new Float64Array(ranked);
  const sums = new Float64Array(ranked);
  const products = new Float64Array(ranked * ranked);
  // One group more than there are, for the rows in which the column is missing: it is left off in the end.
  const groupCountsOf = groups.map((size) => new Float64Array(size + 1));
  const groupSums = groups.map((size) => new Float64Array((size + 1) * ranked));
  const tables = groups.map((size, first) =>
    groups.slice(first + 1).map((other) => new Float64Array((size + 1) * (other + 1))),
  );
  const missing = new Map<number, RunningMissing>();

  return {
    add(scored) {
      addMarginals(scored, counts, sums);
      addProducts(scored, ranked, products);
      for (const [index, size] of groups.entries()) {
        const start = index * scored.stride;
        const column = scored.groups.subarray(start, start + scored.rows);
        const grouped = groupRows(column, size + 1);
        addGroupCounts(grouped.ends, groupCountsOf[index]!);
        addGroupSums(scored, grouped, groupSums[index]!, ranked);
        for (const [later, table] of tables[index]!.entries()) {
          const other = (index + 1 + later) * scored.stride;
          addTable(
            column,
            scored.groups.subarray(other, other + scored.rows),
            table,
            groups[index + 1 + later]! + 1,
          );
        }
      }
      for (const [index, rows] of scored.missing.entries()) {
        if (rows.length === 0) continue;
        const running = missing.get(index) ?? runningMissing(ranked, groups);
        missing.set(index, running);
        addMissing(scored, rows, ranked, running);
      }
    },
    moments: () => ({
      counts: Array.from(counts),
      sums: Array.from(sums),
      squares: Array.from(counts, (_, index) => products[index * ranked + index]!),
      products: upperTriangle(products, ranked),
      groups: groups.map((size, index) => ({
        counts: Array.from(groupCountsOf[index]!.subarray(0, size)),
        sums: byGroup(groupSums[index]!, size, ranked),
      })),
      tables: groups.flatMap((size, first) =>
        tables[first]!.map((table, later) => withoutMissing(table, size, groups[first + 1 + later]!)),
      ),
      missing: Array.from(missing.entries(), ([index, running]) =>
        missingMoments(index, running, groups),
      ).sort((a, b) => a.index - b.index),
    }),
  };
}

function addMarginals(
  { rows, stride, levels, missing }: ScoredRows,
  counts: Float64Array,
  sums: Float64Array,
): void {
  for (let column = 0; column < counts.length; column++) {
    let sum = 0;
    for (let at = column * stride; at < column * stride + rows; at++) sum += levels[at]!;
    sums[column]! += sum;
    counts[column]! += rows - missing[column]!.length;
  }
}

/** X'X of the levels, upper triangle with its diagonal, in tiles of two by two columns: each value read is used twice. */
function addProducts({ rows, stride, levels }: ScoredRows, ranked: number, products: Float64Array): void {
  for (let start = 0; start < rows; start += chunkRows) {
    const end = Math.min(rows, start + chunkRows);
    for (let i = 0; i < ranked; i += 2) {
      for (let j = i; j < ranked; j += 2) addTile(levels, stride, start, end, i, j, ranked, products);
    }
  }
}

/** Longer than most: the four sums of the innermost loop have to be variables of one function to stay in registers. */
function addTile(
  levels: Float64Array,
  stride: number,
  start: number,
  end: number,
  i: number,
  j: number,
  ranked: number,
  products: Float64Array,
): void {
  const i1 = Math.min(i + 1, ranked - 1);
  const j1 = Math.min(j + 1, ranked - 1);
  let a = i * stride + start;
  let b = i1 * stride + start;
  let c = j * stride + start;
  let d = j1 * stride + start;
  let ac = 0;
  let ad = 0;
  let bc = 0;
  let bd = 0;
  for (const last = i * stride + end; a < last; a++, b++, c++, d++) {
    const x = levels[a]!;
    const y = levels[b]!;
    const u = levels[c]!;
    const v = levels[d]!;
    ac += x * u;
    ad += x * v;
    bc += y * u;
    bd += y * v;
  }
  products[i * ranked + j]! += ac;
  if (j1 > j) products[i * ranked + j1]! += ad;
  if (i1 > i) products[i1 * ranked + j]! += bc;
  if (i1 > i && j1 > j) products[i1 * ranked + j1]! += bd;
}

/**
 * Adds the levels of every ranked column by the groups of one grouped column. The rows are put in the order of their groups
 * first: a running sum of one group at a time is three times as fast as adding to a different one at every row.
 */
function addGroupSums(
  { rows, stride, levels }: ScoredRows,
  { order, ends }: GroupedRows,
  sums: Float64Array,
  ranked: number,
): void {
  for (let index = 0; index < ranked; index++) {
    const column = levels.subarray(index * stride, index * stride + rows);
    for (let group = 0, at = 0; group < ends.length; group++) {
      let sum = 0;
      for (const end = ends[group]!; at < end; at++) sum += column[order[at]!]!;
      sums[index * ends.length + group]! += sum;
    }
  }
}

/** Rows in the order of their groups, and for each group the index after its last row. */
interface GroupedRows {
  readonly order: Uint32Array;
  readonly ends: Uint32Array;
}

function groupRows(column: Uint8Array, size: number): GroupedRows {
  const ends = new Uint32Array(size);
  for (let row = 0; row < column.length; row++) ends[column[row]!]!++;
  for (let group = 0, start = 0; group < size; group++) {
    const count = ends[group]!;
    ends[group] = start;
    start += count;
  }
  const order = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row++) order[ends[column[row]!]!++] = row;
  return { order, ends };
}

function addGroupCounts(ends: Uint32Array, counts: Float64Array): void {
  for (let group = 0; group < counts.length; group++) counts[group]! += ends[group]! - (ends[group - 1] ?? 0);
}

function addTable(a: Uint8Array, b: Uint8Array, table: Float64Array, width: number): void {
  for (let row = 0; row < a.length; row++) table[a[row]! * width + b[row]!]!++;
}

interface RunningMissing {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly groups: readonly Float64Array[];
}

function runningMissing(ranked: number, groups: readonly number[]): RunningMissing {
  return {
    counts: new Float64Array(ranked),
    sums: new Float64Array(ranked),
    squares: new Float64Array(ranked),
    groups: groups.map((size) => new Float64Array(size + 1)),
  };
}

function addMissing(
  scored: ScoredRows,
  rows: readonly number[],
  ranked: number,
  running: RunningMissing,
): void {
  const { levels, stride, groups, missing } = scored;
  for (let column = 0; column < ranked; column++) {
    const start = column * stride;
    let sum = 0;
    let square = 0;
    for (const row of rows) {
      const level = levels[start + row]!;
      sum += level;
      square += level * level;
    }
    running.sums[column]! += sum;
    running.squares[column]! += square;
    running.counts[column]! += rows.length - commonCount(rows, missing[column]!);
  }
  for (const [index, counts] of running.groups.entries()) {
    const start = index * stride;
    for (const row of rows) counts[groups[start + row]!]!++;
  }
}

/** How many of two ascending lists of rows are in both. */
function commonCount(a: readonly number[], b: readonly number[]): number {
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

function missingMoments(index: number, running: RunningMissing, groups: readonly number[]): MissingMoments {
  return {
    index,
    counts: Array.from(running.counts),
    sums: Array.from(running.sums),
    squares: Array.from(running.squares),
    groups: running.groups.map((counts, column) => Array.from(counts.subarray(0, groups[column]!))),
  };
}

function upperTriangle(products: Float64Array, columns: number): number[] {
  const triangle = new Array<number>((columns * (columns - 1)) / 2).fill(0);
  for (let first = 0; first < columns; first++) {
    for (let second = first + 1; second < columns; second++) {
      triangle[pairIndex(first, second, columns)] = products[first * columns + second]!;
    }
  }
  return triangle;
}

/** From one row of groups a ranked column to one row of ranked columns a group. */
function byGroup(sums: Float64Array, size: number, ranked: number): number[] {
  return Array.from({ length: size * ranked }, (_, at) => {
    const group = Math.floor(at / ranked);
    return sums[(at % ranked) * (size + 1) + group]!;
  });
}

function withoutMissing(table: Float64Array, rows: number, columns: number): number[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(table.subarray(row * (columns + 1), row * (columns + 1) + columns)),
  ).flat();
}
