/** Rows that a column of levels has room for. */
export const levelRows: i32 = 1024;

/** Levels from -4096 to 4096, 16 bits each: one column of {@link levelRows} behind the other, at most 128. */
export const levels: usize = memory.data(128 * 1024 * 2, 16);

/** Sums of the levels of each column. */
export const levelSums: usize = memory.data(128 * 8, 16);

/** Sums of the products of each two columns, row by row of a square; only those on and above its diagonal. */
export const levelProducts: usize = memory.data(128 * 128 * 8, 16);

/** Rows of which 32 bits hold the sums of two products each in four lanes. */
const narrowRows: i32 = 256;

/** Eight rows of two columns at once. @param rows  a multiple of 16 */
export function multiplyLevels(columns: i32, rows: i32): void {
  for (let i = 0; i < columns; i++) {
    const first = columnAt(i);
    store<f64>(levelSums + (i << 3), sumOf(first, rows));
    for (let j = i; j < columns; j++)
      store<f64>(levelProducts + ((i * columns + j) << 3), sumOfProducts(first, columnAt(j), rows));
  }
}

/** The group of each row, a byte each. */
export const groupOfRow: usize = memory.data(1024, 16);

/** Sums of the levels of each column over the rows of a group. */
export const groupSums: usize = memory.data(128 * 8, 16);

/** 1 where a row is of the group, as levels are. */
const isOfGroup: usize = memory.data(1024 * 2, 16);

/** Leaves {@link groupSums}. @param rows  a multiple of 16 @returns how many rows are of the group */
export function sumGroup(group: i32, columns: i32, rows: i32): f64 {
  const groups = i8x16.splat(i8(group));
  for (let row = 0; row < rows; row += 16) {
    const ones = v128.and(i8x16.eq(v128.load(groupOfRow + row), groups), i8x16.splat(1));
    v128.store(isOfGroup + (row << 1), i16x8.extend_low_i8x16_u(ones));
    v128.store(isOfGroup + (row << 1) + 16, i16x8.extend_high_i8x16_u(ones));
  }
  for (let index = 0; index < columns; index++)
    store<f64>(groupSums + (index << 3), sumOfProducts(columnAt(index), isOfGroup, rows));
  return sumOf(isOfGroup, rows);
}

function columnAt(index: i32): usize {
  return levels + index * levelRows * 2;
}

function sumOf(column: usize, rows: i32): f64 {
  const ones = i16x8.splat(1);
  let sum = i32x4.splat(0);
  for (let row = 0; row < rows; row += 8)
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(column + (row << 1)), ones));
  return totalOf(widened(sum));
}

function sumOfProducts(a: usize, b: usize, rows: i32): f64 {
  let wide = i64x2.splat(0);
  for (let from = 0; from < rows; from += narrowRows) {
    const to = min(rows, from + narrowRows);
    let sum = i32x4.splat(0);
    for (let row = from; row < to; row += 8)
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(a + (row << 1)), v128.load(b + (row << 1))));
    wide = i64x2.add(wide, widened(sum));
  }
  return totalOf(wide);
}

function widened(sum: v128): v128 {
  return i64x2.add(i64x2.extend_low_i32x4_s(sum), i64x2.extend_high_i32x4_s(sum));
}

function totalOf(sum: v128): f64 {
  return f64(i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1));
}
