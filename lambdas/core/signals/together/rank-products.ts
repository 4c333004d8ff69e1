/** Rows of all columns that are looked at before going on: they stay in the processor's cache. */
const chunkRows = 1024;

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
 * Adds rows: for each two columns one multiplication and addition a row, in tiles of two by two columns, as each value read
 * is used twice then.
 *
 * @param levels  one array a column, at least `rows` long
 */
export function addRankProducts(
  levels: readonly Float64Array[],
  rows: number,
  { sums, products }: RankProducts,
): void {
  const columns = levels.length;
  const tile = new Float64Array(5);
  for (let start = 0; start < rows; start += chunkRows) {
    const end = Math.min(rows, start + chunkRows);
    for (let i = 0; i < columns; i += 2) {
      const x = levels[i]!;
      const y = levels[i + 1] ?? x;
      multiplyTwo(x, y, start, end, tile);
      addTwo(tile, i, columns, sums, products);
      for (let j = i + 2; j < columns; j += 2) {
        const u = levels[j]!;
        multiplyFour(x, y, u, levels[j + 1] ?? u, start, end, tile);
        addFour(tile, i, j, columns, products);
      }
    }
  }
}

function addTwo(
  tile: Float64Array,
  i: number,
  columns: number,
  sums: Float64Array,
  products: Float64Array,
): void {
  sums[i]! += tile[0]!;
  products[i * columns + i]! += tile[2]!;
  if (i + 1 === columns) return;
  sums[i + 1]! += tile[1]!;
  products[i * columns + i + 1]! += tile[3]!;
  products[(i + 1) * columns + i + 1]! += tile[4]!;
}

function addFour(tile: Float64Array, i: number, j: number, columns: number, products: Float64Array): void {
  const first = i * columns + j;
  const second = first + columns;
  products[first]! += tile[0]!;
  products[second]! += tile[2]!;
  if (j + 1 === columns) return;
  products[first + 1]! += tile[1]!;
  products[second + 1]! += tile[3]!;
}

// Innermost loops in functions of their own, over one index: all they need stays in registers.

/** Leaves sums of x, y, xx, xy, yy. */
function multiplyTwo(a: Float64Array, b: Float64Array, start: number, end: number, tile: Float64Array): void {
  let sumX = 0;
  let sumY = 0;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let row = start; row < end; row++) {
    const x = a[row]!;
    const y = b[row]!;
    sumX += x;
    sumY += y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  tile[0] = sumX;
  tile[1] = sumY;
  tile[2] = xx;
  tile[3] = xy;
  tile[4] = yy;
}

/** Leaves sums of xu, xv, yu, yv. */
function multiplyFour(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
  start: number,
  end: number,
  tile: Float64Array,
): void {
  let xu = 0;
  let xv = 0;
  let yu = 0;
  let yv = 0;
  for (let row = start; row < end; row++) {
    const x = a[row]!;
    const y = b[row]!;
    const u = c[row]!;
    const v = d[row]!;
    xu += x * u;
    xv += x * v;
    yu += y * u;
    yv += y * v;
  }
  tile[0] = xu;
  tile[1] = xv;
  tile[2] = yu;
  tile[3] = yv;
}
