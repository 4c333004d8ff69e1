import { levelProducts, levelRows, levelStep, multiplyLevels, sumGroup } from '../../../simd/kernels.ts';

/** Running sums over the rows of ranked columns: whole numbers, exact. */
export interface RankProducts {
  /** Of each column's levels. */
  readonly sums: Float64Array;
  /** Of the products of two columns' levels, row by row of a square; only those on and above its diagonal. */
  readonly products: Float64Array;
}

/** Sums of no row. */
export function noRankProducts(columns: number): RankProducts {
  return { sums: new Float64Array(columns), products: new Float64Array(columns * columns) };
}

/** Running sums over the rows of each group of a grouped column: whole numbers, exact. */
export interface GroupSums {
  /** Rows of each group. */
  readonly counts: Float64Array;
  /** Of the levels of each ranked column, one group behind the other. */
  readonly sums: Float64Array;
}

/** Sums of no row. */
export function noGroupSums(groups: number, columns: number): GroupSums {
  return { counts: new Float64Array(groups), sums: new Float64Array(groups * columns) };
}

/** A grouped column: the group of each row, at least `rows` long, and what its rows are added to. */
export interface GroupedRows extends GroupSums {
  readonly groupOfRow: Uint8Array;
}

/** Of rows that are none. */
const noGroup = 255;

/**
 * Adds rows: for each two ranked columns one multiplication and addition a row, eight at a time, and as much for each ranked column and
 * group.
 *
 * @param levels  one array a column, at least `rows` long; at most `maximumAssociated` columns
 */
export function addRankProducts(
  levels: readonly Int16Array[],
  rows: number,
  products: RankProducts,
  grouped: readonly GroupedRows[] = [],
): void {
  for (let from = 0; from < rows; from += levelRows) {
    const to = Math.min(rows, from + levelRows);
    const padded = Math.ceil((to - from) / levelStep) * levelStep;
    for (const [index, column] of levels.entries()) {
      const at = index * levelRows;
      levelProducts.levels.set(column.subarray(from, to), at);
      // Rows that are none have level 0, which adds nothing.
      levelProducts.levels.fill(0, at + to - from, at + padded);
    }
    addProducts(levels.length, padded, products);
    for (const { groupOfRow, ...sums } of grouped) {
      levelProducts.groupOfRow.set(groupOfRow.subarray(from, to));
      levelProducts.groupOfRow.fill(noGroup, to - from, padded);
      addGroups(levels.length, padded, sums);
    }
  }
}

function addProducts(columns: number, rows: number, { sums, products }: RankProducts): void {
  multiplyLevels(columns, rows);
  for (let first = 0; first < columns; first++) {
    sums[first]! += levelProducts.sums[first]!;
    for (let at = first * (columns + 1); at < (first + 1) * columns; at++)
      products[at]! += levelProducts.products[at]!;
  }
}

function addGroups(columns: number, rows: number, { counts, sums }: GroupSums): void {
  for (let group = 0; group < counts.length; group++) {
    counts[group]! += sumGroup(group, columns, rows);
    for (let index = 0; index < columns; index++)
      sums[group * columns + index]! += levelProducts.groupSums[index]!;
  }
}
