const SCALE = 2 ** 400; // a power of two: scaling by it is exact
const LOG2_SCALE = 400;

/** A matrix as rows in one array, times 2^exponent. */
type ScaledMatrix = { readonly cells: Float64Array; readonly exponent: number };

/**
 * Exact distribution of the two-sided one-sample Kolmogorov-Smirnov statistic, by the n-th power of Durbin's matrix.
 *
 *   P(D_n < d) = n! / n^n * (H^n)[k, k],  d = (k - h) / n with whole k and 0 <= h < 1, H of size 2k - 1
 *
 * @param d  the statistic, with 1 < n d
 * @param n  sample size; the cost is of the order of (n d)^3 log n
 * @returns the probability of a smaller statistic, some 13 digits
 * @see Durbin (1973); Marsaglia, Tsang & Wang (2003), Evaluating Kolmogorov's distribution; witness: scipy.stats.kstwo.cdf
 */
export function durbinMatrixLowerTail(d: number, n: number): number {
  const k = Math.ceil(n * d);
  const size = 2 * k - 1;
  const power = matrixPower({ cells: durbinMatrix(k, k - n * d), exponent: 0 }, size, n);

  let p = power.cells[(k - 1) * size + k - 1]!;
  let exponent = power.exponent;
  for (let i = 1; i <= n; i++) {
    p *= i / n;
    if (p < 1 / SCALE) {
      p *= SCALE;
      exponent -= LOG2_SCALE;
    }
  }
  return p * 2 ** exponent;
}

/** Ones below and on the first superdiagonal, the first column and last row lessened by powers of h, over factorials. */
function durbinMatrix(k: number, h: number): Float64Array {
  const size = 2 * k - 1;
  const cells = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= Math.min(row + 1, size - 1); column++) {
      let cell = 1;
      if (column === 0) cell -= h ** (row + 1);
      if (row === size - 1) cell -= h ** (size - column);
      if (column === 0 && row === size - 1 && h > 0.5) cell += (2 * h - 1) ** size;
      cells[row * size + column] = cell / factorial(row - column + 1);
    }
  }
  return cells;
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

function matrixPower(base: ScaledMatrix, size: number, n: number): ScaledMatrix {
  if (n === 1) return base;
  const half = matrixPower(base, size, Math.floor(n / 2));
  const square = product(half, half, size);
  return n % 2 === 0 ? square : product(square, base, size);
}

function product(left: ScaledMatrix, right: ScaledMatrix, size: number): ScaledMatrix {
  const cells = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let middle = 0; middle < size; middle++) {
      const factor = left.cells[row * size + middle]!;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        cells[row * size + column]! += factor * right.cells[middle * size + column]!;
      }
    }
  }
  return rescaled(cells, left.exponent + right.exponent, cells[(size * size - 1) / 2]!);
}

function rescaled(cells: Float64Array, exponent: number, centre: number): ScaledMatrix {
  if (centre <= SCALE) return { cells, exponent };
  return { cells: cells.map((cell) => cell / SCALE), exponent: exponent + LOG2_SCALE };
}
