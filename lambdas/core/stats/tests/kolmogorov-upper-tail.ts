import { durbinMatrixLowerTail } from './durbin-matrix.ts';
import { pelzGoodLowerTail } from './pelz-good.ts';
import { smirnovUpperTail } from './smirnov-upper-tail.ts';

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
