import { deviance, stirlingError } from './binomial-probability.ts';

const SMALLEST = 1e-300; // keeps Lentz's denominators from zero
const EPSILON = 2 ** -53;

/**
 * Regularised incomplete beta function: the chance that a beta variable of shapes a and b is below x.
 *
 *   I_x(a, b) = Gamma(a + b) / (Gamma(a) Gamma(b)) * integral from 0 to x of t^(a-1) (1 - t)^(b-1) dt
 *
 * Continued fraction by Lentz, from the side where it converges fast, so that a small tail keeps its relative accuracy.
 *
 * @param x  in [0, 1]; `y` is 1 - x, passed apart because the caller often knows it without rounding
 * @param a  above 0
 * @param b  above 0
 * @returns the probability, relative error below 1e-12 where it is small, growing with a + b beyond 10,000
 * @throws RangeError when an argument is out of range or not a number
 * @see Abramowitz & Stegun 26.5.8; Loader (2000) for the power term; witness: scipy.special.betainc
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(x >= 0 && y >= 0 && x <= 1 && y <= 1)) {
    throw new RangeError(`incompleteBeta requires x and 1 - x in [0, 1], found ${x} and ${y}`);
  }
  if (!(a > 0 && b > 0 && a < Number.POSITIVE_INFINITY && b < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`incompleteBeta requires finite shapes above 0, found ${a} and ${b}`);
  }
  if (x === 0) return 0;
  if (y === 0) return 1;
  return x <= (a + 1) / (a + b + 2) ? lower(x, y, a, b) : 1 - lower(y, x, b, a);
}

/** x^a y^b / (a B(a, b)) * fraction. */
function lower(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(b / (2 * Math.PI * a * n)) * fraction(x, y, a, b);
}

/** 1 / (1 + d_1 / (1 + d_2 / (1 + ...))). */
function fraction(x: number, y: number, a: number, b: number): number {
  let c = 1;
  // 1 - (a + b) x / (a + 1), without cancellation where x is near 1.
  let d = (a + 1) / nonZero(1 - b + (a + b) * y);
  let value = d;
  for (let k = 1, step = 0; Math.abs(step - 1) > 2 * EPSILON && k < 100_000; k++) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= c * d;
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    step = c * d;
    value *= step;
  }
  return value;
}

const nonZero = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);
