import { levelProducts, levelRows, multiplyLevels } from '../../../simd/kernels.ts';

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

/**
 * Adds rows: for each two columns one multiplication and addition a row, eight at a time.
 *
 * @param levels  one array a column, at least `rows` long; at most `maximumAssociated` columns
 */
export function addRankProducts(
  levels: readonly Int16Array[],
  rows: number,
  { sums, products }: RankProducts,
): void {
  const columns = levels.length;
  for (let from = 0; from < rows; from += levelRows) {
    const to = Math.min(rows, from + levelRows);
    for (const [index, column] of levels.entries()) {
      const at = index * levelRows;
      levelProducts.levels.set(column.subarray(from, to), at);
      // Rows that are none have level 0, which adds nothing.
      levelProducts.levels.fill(0, at + to - from, at + levelRows);
    }
    multiplyLevels(columns);
    for (let first = 0; first < columns; first++) {
      sums[first]! += levelProducts.sums[first]!;
      for (let at = first * (columns + 1); at < (first + 1) * columns; at++)
        products[at]! += levelProducts.products[at]!;
    }
  }
}
