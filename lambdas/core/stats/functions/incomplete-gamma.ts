import { deviance, stirlingError } from './binomial-probability.ts';

const SMALLEST = 1e-300; // keeps Lentz's denominators from zero
const EPSILON = 2 ** -53;

/**
 * Regularised upper incomplete gamma function: the chance that a gamma variable of shape a exceeds x.
 *
 *   Q(a, x) = 1 / Gamma(a) * integral from x to infinity of t^(a-1) e^-t dt
 *
 * Series for P = 1 - Q below x = a + 1, Legendre's continued fraction (by Lentz) above it, so that the far tail keeps its
 * relative accuracy down to the smallest double.
 *
 * @param a  shape, above 0
 * @param x  0 or above
 * @returns Q in [0, 1], relative error below 1e-12
 * @throws RangeError when a or x is out of range or not a number
 * @see Abramowitz & Stegun 6.5.29 and 6.5.31; Thompson & Barnett (1986); witness: scipy.special.gammaincc
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`upperIncompleteGamma requires a finite shape above 0, found ${a}`);
  }
  if (!(x >= 0)) throw new RangeError(`upperIncompleteGamma requires x of 0 or above, found ${x}`);
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x);
}

/** x^a e^-x / Gamma(a + 1), from the deviance: no difference of large logarithms. */
function powerTerm(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** P(a, x) = x^a e^-x / Gamma(a + 1) * sum of x^k / ((a + 1) ... (a + k)). */
function lowerBySeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return powerTerm(a, x) * sum;
}

/** Q(a, x) = x^a e^-x / Gamma(a) * 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)). */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1, step = 0; Math.abs(step - 1) > EPSILON * 2; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    step = c * d;
    fraction *= step;
  }
  return powerTerm(a, x) * a * fraction;
}

const nonZero = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);
