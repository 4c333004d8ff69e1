/** Rows in the order of their groups, and for each group the index after its last row. */
export interface GroupedRows {
  readonly order: Uint32Array;
  readonly ends: Uint32Array;
}

/** @param size  how many groups there are */
export function groupRows(groupOfRow: Uint8Array, rows: number, size: number): GroupedRows {
  const ends = new Uint32Array(size);
  const order = new Uint32Array(rows);
  countGroups(groupOfRow, rows, ends);
  for (let group = 0, start = 0; group < size; group++) {
    const count = ends[group]!;
    ends[group] = start;
    start += count;
  }
  // What was the start of a group is its end when all its rows are in.
  orderRows(groupOfRow, rows, ends, order);
  return { order, ends };
}

function countGroups(groupOfRow: Uint8Array, rows: number, counts: Uint32Array): void {
  for (let row = 0; row < rows; row++) counts[groupOfRow[row]!]!++;
}

function orderRows(groupOfRow: Uint8Array, rows: number, next: Uint32Array, order: Uint32Array): void {
  for (let row = 0; row < rows; row++) order[next[groupOfRow[row]!]!++] = row;
}

/** Adds the rows of each group to its count; groups behind the last count are left off. */
export function addGroupCounts({ ends }: GroupedRows, counts: Float64Array): void {
  for (let group = 0; group < counts.length; group++) counts[group]! += ends[group]! - (ends[group - 1] ?? 0);
}

/**
 * Adds the levels of every ranked column by group. A running sum of one group at a time is three times as fast as adding to a
 * different one at every row.
 *
 * @param sums  those of the groups of the first column, of the second, ...
 */
export function addGroupSums(
  levels: readonly Int16Array[],
  { order, ends }: GroupedRows,
  sums: Float64Array,
): void {
  for (let index = 0; index < levels.length; index++) {
    const column = levels[index]!;
    for (let group = 0, start = 0; group < ends.length; group++) {
      const end = ends[group]!;
      sums[index * ends.length + group]! += sumOfRows(column, order, start, end);
      start = end;
    }
  }
}

function sumOfRows(levels: Int16Array, order: Uint32Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += levels[order[at]!]!;
  return sum;
}

/** Counts rows by the groups of two columns. @param width  groups of the second one */
export function addTable(
  a: Uint8Array,
  b: Uint8Array,
  rows: number,
  table: Float64Array,
  width: number,
): void {
  for (let row = 0; row < rows; row++) table[a[row]! * width + b[row]!]!++;
}
