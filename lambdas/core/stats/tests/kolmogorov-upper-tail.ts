import { factorial } from 'simple-statistics';
import { binomialProbability } from '../functions/binomial-probability.ts';

/**
 * Upper tail of the two-sided one-sample Kolmogorov-Smirnov distribution at finite n, not its limit.
 *
 *   P(D_n >= d)
 *
 * Which formula serves where is Simard & L'Ecuyer's table: elementary at both ends, Durbin's matrix in the body for small
 * n d, Pelz & Good's expansion for large n, twice the one-sided tail where both sides can hardly be crossed at once.
 *
 * @param d  the statistic, in [0, 1]
 * @param n  sample size, whole, 1 or above
 * @returns the probability; 13 digits for n <= 140 or small d, five or more elsewhere
 * @throws RangeError when n is not a whole number above 0 or d is not in [0, 1]
 * @see Simard & L'Ecuyer (2011), Computing the two-sided Kolmogorov-Smirnov distribution, J. Stat. Softw. 39(11);
 *   witness: scipy.stats.kstwo.sf
 */
export function kolmogorovUpperTail(d: number, n: number): number {
  if (!(Number.isInteger(n) && n > 0)) {
    throw new RangeError(`kolmogorovUpperTail requires a whole n above 0, found ${n}`);
  }
  if (!(d >= 0 && d <= 1)) throw new RangeError(`kolmogorovUpperTail requires d in [0, 1], found ${d}`);

  const steps = n * d;
  if (steps <= 0.5) return 1;
  if (d === 1) return 0;
  if (steps <= 1) return 1 - shortestBand(steps, n);
  if (steps >= n - 1) return 2 * (1 - d) ** n;
  const p = d >= 0.5 || beyondBothSides(steps * d, n) ? 2 * smirnovUpperTail(d, n) : 1 - lowerTail(d, n);
  return Math.min(1, Math.max(0, p));
}

/** Above these n d^2, crossing both sides is so improbable that twice one side is the two-sided tail (table 1). */
const beyondBothSides = (scaledSquare: number, n: number): boolean => scaledSquare > (n <= 140 ? 4 : 2.2);

function lowerTail(d: number, n: number): number {
  const byMatrix = n <= 140 || (n <= 100_000 && n * d ** 1.5 <= 1.4);
  return byMatrix ? durbinMatrixLowerTail(d, n) : pelzGoodLowerTail(d, n);
}

/** Ruben & Gambino (1982): n! / n^n (2 n d - 1)^n for 1/2 <= n d <= 1. */
function shortestBand(steps: number, n: number): number {
  let product = 1;
  for (let i = 1; i <= n && product > 0; i++) product *= (i / n) * (2 * steps - 1);
  return product;
}

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
function durbinMatrixLowerTail(d: number, n: number): number {
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

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Asymptotic expansion of the two-sided one-sample Kolmogorov-Smirnov distribution, to the third order in 1 / sqrt(n).
 *
 *   P(D_n < d) ~ K0(z) + K1(z) / n^(1/2) + K2(z) / n + K3(z) / n^(3/2),  z = sqrt(n) d
 *
 * The K are sums of theta functions over t = (k + 1/2) pi and, in K2 and K3, over s = k pi.
 *
 * @param d  the statistic, in (0, 1)
 * @param n  sample size; meant for n above 140
 * @returns the probability of a smaller statistic; five digits at n = 141, more with n
 * @see Pelz & Good (1976), J. R. Statist. Soc. B 38; Simard & L'Ecuyer (2011), section 2.4; witness: scipy.stats.kstwo.cdf
 */
function pelzGoodLowerTail(d: number, n: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const sums = [0, 0, 0, 0];
  // Sixteen standard widths of the slowest Gaussian factor: beyond them a term is below 1e-50.
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 0; k--) {
    const t2 = ((k + 0.5) * Math.PI) ** 2;
    const weight = Math.exp(-t2 / (2 * z2));
    sums[0]! += weight;
    sums[1]! += (t2 - z2) * weight;
    sums[2]! += secondOrder(z2, z4, z6, t2) * weight;
    sums[3]! += thirdOrder(z2, z4, z6, t2) * weight;
  }
  const [extra2, extra3] = wholeTerms(z, z2);
  const k0 = (ROOT_TWO_PI * sums[0]!) / z;
  const k1 = (ROOT_TWO_PI * sums[1]!) / (6 * z4);
  const k2 = (ROOT_TWO_PI * sums[2]!) / (72 * z6 * z) - (ROOT_TWO_PI * extra2) / (36 * z2 * z);
  const k3 = (ROOT_TWO_PI * sums[3]!) / (6480 * z6 * z4) + (ROOT_TWO_PI * extra3) / (216 * z6);
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / n ** 1.5;
}

const secondOrder = (z2: number, z4: number, z6: number, t2: number): number =>
  6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * t2 + (1 - 2 * z2) * t2 * t2;

const thirdOrder = (z2: number, z4: number, z6: number, t2: number): number =>
  -30 * z6 -
  90 * z6 * z2 +
  (135 * z4 - 96 * z6) * t2 +
  (212 * z4 - 60 * z2) * t2 * t2 +
  (5 - 30 * z2) * t2 * t2 * t2;

/** Sums over s = k pi, k >= 1, of s^2 w and of (3 z^2 - s^2) s^2 w, with w = exp(-s^2 / (2 z^2)). */
function wholeTerms(z: number, z2: number): readonly [number, number] {
  let second = 0;
  let third = 0;
  for (let k = Math.ceil((16 * z) / Math.PI); k > 0; k--) {
    const s2 = (k * Math.PI) ** 2;
    const weight = s2 * Math.exp(-s2 / (2 * z2));
    second += weight;
    third += (3 * z2 - s2) * weight;
  }
  return [second, third];
}

/** Nodes of the trapezoid rule for large n. The summand is smooth and vanishes with all derivatives at both ends. */
const NODES = 20_000;

/**
 * Exact distribution of the one-sided one-sample Kolmogorov-Smirnov statistic.
 *
 *   P(D+ >= d) = d * sum over j of C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j),  j = 0 .. floor(n (1 - d))
 *
 * Each term is a binomial probability times d / (d + j/n), all positive. Above 40,000 terms the sum is taken by the
 * trapezoid rule over 20,000 of them, which changes it by less than its rounding.
 *
 * @param d  the statistic, in (0, 1)
 * @param n  sample size, whole, 1 or above
 * @returns P(D+ >= d), relative error below 1e-11 down to 1e-300
 * @see Birnbaum & Tingey (1951); witness: scipy.special.smirnov (which turns to an approximation above n = 1e6)
 */
export function smirnovUpperTail(d: number, n: number): number {
  const last = Math.floor(n * (1 - d));
  const stride = last > 2 * NODES ? Math.floor(last / NODES) : 1;
  let sum = 0;
  for (let j = 0; j <= last; j += stride) {
    const p = d + j / n;
    sum += (binomialProbability(j, n, p, Math.max(0, (n - j) / n - d)) * d) / p;
  }
  return sum * stride;
}
