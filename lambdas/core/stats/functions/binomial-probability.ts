/**
 * What Stirling's formula leaves out of the logarithm of a factorial.
 *
 *   stirlingError(n) = log n! - [ (n + 1/2) log n - n + 1/2 log(2 pi) ]
 *
 * @param n  above 0, whole or not
 * @returns the error, within 1e-15 absolutely
 * @see Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 */
export function stirlingError(n: number): number {
  if (n < LEAST_EXPANDED) return Number.isInteger(2 * n) && n > 0 ? atHalves[2 * n]! : byRecurrence(n);
  const square = n * n;
  // Abramowitz & Stegun 6.1.41, seven terms: the next one is below 1e-16 from n = 15 on.
  const tail = 1 / 1188 - (691 / 360360 - 1 / 156 / square) / square;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - tail / square) / square) / square) / square) / n;
}

/** From here on the expansion is exact to a double. */
const LEAST_EXPANDED = 15;

/** The error at n from that at n + 1: up to fifteen logarithms. */
function byRecurrence(n: number): number {
  return stirlingError(n + 1) + (n + 0.5) * Math.log1p(1 / n) - 1;
}

/** The error at 0.5, 1, 1.5, ... below {@link LEAST_EXPANDED}, by twice its argument: of counts, and of most shapes. */
const atHalves = new Float64Array(2 * LEAST_EXPANDED);
for (let twice = 2 * LEAST_EXPANDED - 1; twice > 0; twice--) atHalves[twice] = byRecurrence(twice / 2);

/**
 * Deviance of a count from its mean, without the cancellation of the plain formula when the two are close.
 *
 *   deviance(x, m) = x log(x / m) + m - x
 *
 * @returns the deviance, 0 or above, to full relative accuracy
 * @see Loader (2000), there called bd0
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const gap = x - mean;
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap;
  const ratio = gap / (x + mean);
  let sum = gap * ratio;
  let power = 2 * x * ratio;
  for (let j = 3; ; j += 2) {
    power *= ratio * ratio;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * Probability of exactly j successes in n independent trials, by Loader's saddle-point expansion.
 *
 *   P(j) = n! / (j! (n - j)!) p^j (1 - p)^(n - j)
 *
 * @param j  whole, 0 <= j <= n
 * @param p  chance of success; `q` is 1 - p, passed apart because the caller often knows it without rounding
 * @returns the probability, relative error some 1e-15 even where n is 1e9
 * @see Loader (2000); witness: scipy.stats.binom.pmf
 */
export function binomialProbability(j: number, n: number, p: number, q: number): number {
  if (p === 0) return j === 0 ? 1 : 0;
  if (q === 0) return j === n ? 1 : 0;
  if (j === 0) return Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q));
  if (j === n) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(j) - stirlingError(n - j) - deviance(j, n * p) - deviance(n - j, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * j * (n - j)));
}
