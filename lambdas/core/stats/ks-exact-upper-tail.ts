/**
 * Exact null distribution of the two-sample Kolmogorov-Smirnov statistic for continuous data: the chance that a random
 * lattice path from (0, 0) to (n, m) leaves the open band | i/n - j/m | < D.
 *
 * For n = m by the reflection principle:
 *
 *   p = 2 * sum over k >= 1 of (-1)^(k-1) C(2n, n - k h) / C(2n, n),  h = D n
 *
 * else by Hodges' recursion on the share of paths that have left the band, a sum of positive terms, so that small p keep
 * their relative accuracy. Ties make it conservative.
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
  const p = n === m ? outsideSquare(n, threshold) : outsideBand(n, m, divisor, threshold);
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

/** out(i, j) = (i out(i - 1, j) + j out(i, j - 1)) / (i + j) inside the band, 1 on and beyond its edges. */
function outsideBand(n: number, m: number, divisor: number, threshold: number): number {
  const perRow = m / divisor;
  const perColumn = n / divisor;
  const out = new Float64Array(m + 1).fill(1).fill(0, 0, Math.min(m + 1, Math.ceil(threshold / perColumn)));
  const reciprocals = Float64Array.from({ length: n + m + 1 }, (_, total) => 1 / total);

  for (let i = 1; i <= n; i++) {
    const first = Math.max(0, Math.floor((i * perRow - threshold) / perColumn) + 1);
    const last = Math.min(m, Math.ceil((i * perRow + threshold) / perColumn) - 1);
    let left = 1;
    for (let j = first; j <= last; j++) {
      const share = reciprocals[i + j]!;
      left = i * share * out[j]! + j * share * left;
      out[j] = left;
    }
  }
  return out[m]!;
}
