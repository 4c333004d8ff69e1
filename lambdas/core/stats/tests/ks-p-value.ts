import { hypergeometricProbability, modeOf, neighbourRatio } from '../functions/hypergeometric.ts';
import { kolmogorovUpperTail } from './kolmogorov-upper-tail.ts';

/** Above this size of the larger sample scipy's `auto` turns to the asymptotic p-value. */
const LARGEST_EXACT = 10_000;

/**
 * Two-sided p-value of the two-sample Kolmogorov-Smirnov test, as `scipy.stats.ks_2samp(method='auto')`.
 *
 * Exact by counting lattice paths while both samples have at most 10,000 values and D itself is exact; else the finite-n
 * one-sample distribution at the effective size, not the Kolmogorov limit, which is far off in the tail:
 *
 *   p = P(D_N >= D),  N = n m / (n + m), rounded half to even
 *
 * @param d  the statistic, in [0, 1]
 * @param n  size of the reference, whole, 1 or above
 * @param m  size of the current sample, whole, 1 or above
 * @param options.exact  whether D is exact, that is {@link ksErrorBound} is 0
 * @returns the p-value, in [0, 1], and how it was found
 * @throws RangeError when a size is not a whole number above 0 or d is not in [0, 1]
 * @see Hodges (1957); Simard & L'Ecuyer (2011); witness: scipy.stats.ks_2samp
 */
export function ksPValue(d: number, n: number, m: number, options: { readonly exact: boolean }): KsPValue {
  if (options.exact && Math.max(n, m) <= LARGEST_EXACT) {
    return { pValue: ksExactUpperTail(d, n, m), exact: true };
  }
  // One value against one: N rounds to 0, and every D has p = 1.
  if (n === 1 && m === 1) return { pValue: 1, exact: true };
  return { pValue: kolmogorovUpperTail(d, roundHalfToEven((n * m) / (n + m))), exact: false };
}

/** `exact` tells an exact p-value of continuous data from one that holds for large samples. */
export type KsPValue = { readonly pValue: number; readonly exact: boolean };

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Exact null distribution of the two-sample Kolmogorov-Smirnov statistic for continuous data: the chance that a random
 * lattice path from (0, 0) to (n, m) leaves the open band | i/n - j/m | < D.
 *
 * For n = m by the reflection principle:
 *
 *   p = 2 * sum over k >= 1 of (-1)^(k-1) C(2n, n - k h) / C(2n, n),  h = D n
 *
 * else by Hodges' recursion on the share of paths that have left the band, from both ends to the middle: a sum of positive
 * terms, so that small p keep their relative accuracy. Ties make it conservative.
 *
 * @param d  the statistic, in [0, 1]; read as the nearest multiple of 1 / lcm(n, m)
 * @param n  size of one sample, whole, 1 or above
 * @param m  size of the other
 * @returns P(D >= d), relative error below 1e-10; 0 where it is provably below the smallest double
 * @throws RangeError when a size is not a whole number above 0 or d is not in [0, 1]
 * @see Hodges (1957), The significance probability of the Smirnov two-sample test; witness: scipy.stats.ks_2samp(method='exact')
 */
export function ksExactUpperTail(d: number, n: number, m: number): number {
  if (!(Number.isInteger(n) && Number.isInteger(m) && n > 0 && m > 0)) {
    throw new RangeError(`ksExactUpperTail requires whole sample sizes above 0, found ${n} and ${m}`);
  }
  if (!(d >= 0 && d <= 1)) throw new RangeError(`ksExactUpperTail requires d in [0, 1], found ${d}`);

  const divisor = greatestCommonDivisor(n, m);
  const threshold = Math.round((n / divisor) * m * d);
  if (threshold === 0) return 1;
  if (underflows(d, n, m)) return 0;
  const p =
    n === m
      ? outsideSquare(n, threshold)
      : outsideBand({ n, m, perRow: m / divisor, perColumn: n / divisor, threshold });
  return Math.min(1, p);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Serfling's (1974) bound for sampling without replacement, summed over the n + m steps of the path. */
function underflows(d: number, n: number, m: number): boolean {
  const exponent = (2 * d * d * n * m) / ((n + m) * (1 + 1 / Math.max(n, m)));
  return exponent - Math.log(2 * (n + m)) > 746; // exp(-745.2) is half the smallest double
}

/** The alternating sum, nested: each bracket multiplies the h ratios that lead from one binomial to the next. */
function outsideSquare(n: number, h: number): number {
  let sum = 0;
  for (let k = Math.floor(n / h) - 1; k >= 0; k--) {
    let ratio = 1;
    for (let j = k * h; j < (k + 1) * h; j++) ratio *= (n - j) / (n + j + 1);
    sum = ratio * (1 - sum);
  }
  return 2 * sum;
}

/** The places (i, j) up to (n, m) with | i perRow - j perColumn | < threshold: all whole numbers. */
interface Band {
  readonly n: number;
  readonly m: number;
  readonly perRow: number;
  readonly perColumn: number;
  readonly threshold: number;
}

/**
 * The share of paths from (0, 0) to (n, m) that leave the band. The band looks the same from both ends, so that each is walked
 * to the middle only:
 *
 *   p = sum over places c of the middle of P(c) [ out(c) + (1 - out(c)) out(c') ]
 *
 * with P(c) the share of paths through c, which is hypergeometric, and c' the place c as seen from the other end.
 */
function outsideBand(band: Band): number {
  const { n, m } = band;
  const middle = Math.floor((n + m) / 2);
  const out = new Float64Array(m + 3).fill(1);
  out[1] = 0;
  for (let step = 1; step <= middle; step++) takeStep(out, step, band);
  const there = out.slice();
  if (2 * middle < n + m) takeStep(out, middle + 1, band);

  const through = { marked: middle, unmarked: n + m - middle, drawn: m };
  const mode = modeOf(through);
  const outside = (j: number) => there[j + 1]! + (1 - there[j + 1]!) * out[m - j + 1]!;
  let sum = 0;
  for (const way of [1, -1] as const) {
    const start = way === 1 ? mode : mode - 1;
    let share = hypergeometricProbability(start, through);
    for (let j = start; share > 0; j += way) {
      sum += share * outside(j);
      share *= neighbourRatio(j, way, through);
    }
  }
  return sum;
}

/**
 * One step of all paths, over the places with i + j = step:
 *
 *   out(i, j) = (i out(i - 1, j) + j out(i, j - 1)) / (i + j) inside the band, 1 on and beyond its edges
 *
 * @param out  at j + 1 the value of column j, of the places one step before; overwritten
 */
function takeStep(out: Float64Array, step: number, { n, m, perRow, perColumn, threshold }: Band): void {
  const perBoth = perRow + perColumn;
  const first = Math.max(0, step - n, Math.floor((step * perRow - threshold) / perBoth) + 1);
  const last = Math.min(m, step, Math.ceil((step * perRow + threshold) / perBoth) - 1);
  const share = 1 / step;
  let left = out[first]!;
  for (let j = first; j <= last; j++) {
    const below = out[j + 1]!;
    out[j + 1] = (step - j) * share * below + j * share * left;
    left = below;
  }
  out[first] = 1;
  out[last + 2] = 1;
}
