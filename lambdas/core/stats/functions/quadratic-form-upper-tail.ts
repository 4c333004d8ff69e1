/** Gauss-Chebyshev nodes per interval: enough for the relative accuracy stated down to the smallest double. */
const NODES = 192;

/**
 * A weighted sum of squared standard normal variables, Q = sum of w_j Z_j^2 with w_1 > w_2 > ... > 0.
 *
 * `reciprocals(j)` is 1 / w_j; `determinant(y)` is | product of (1 - y w_j) |.
 */
export type QuadraticForm = {
  readonly reciprocals: (j: number) => number;
  readonly determinant: (y: number) => number;
};

/**
 * Upper tail of a weighted sum of squared normal variables, by Smirnov's formula.
 *
 *   P(Q >= x) = 1/pi * sum over k of (-1)^(k-1) * integral from 1/w_(2k-1) to 1/w_2k of e^(-xy/2) / (y sqrt(D(y))) dy
 *
 * The integrand has the singularity of 1 / sqrt at both ends, which Gauss-Chebyshev quadrature takes exactly. The first
 * integral is nearly all of a small tail, so p keeps its relative accuracy where one minus a distribution function loses it.
 *
 * @param x  0 or above; p is 1 to within a double where x is below a hundredth of the mean
 * @returns the probability, relative error below 1e-9
 * @see Smirnov (1937); Martynov (1977); Durbin & Knott (1972), Components of Cramer-von Mises statistics
 */
export function quadraticFormUpperTail(x: number, form: QuadraticForm): number {
  let sum = 0;
  for (let k = 1; k <= 200; k++) {
    const term = integral(x, form, form.reciprocals(2 * k - 1), form.reciprocals(2 * k));
    sum += k % 2 === 1 ? term : -term;
    if (term <= 1e-17 * sum) break;
  }
  return Math.min(1, Math.max(0, sum / Math.PI));
}

/** Substituting y = middle + half * cos(theta): the weight is then the same, pi / NODES, at every node. */
function integral(x: number, { determinant }: QuadraticForm, low: number, high: number): number {
  const half = (high - low) / 2;
  let sum = 0;
  for (let i = 0; i < NODES; i++) {
    const theta = ((i + 0.5) * Math.PI) / NODES;
    const y = low + half * (1 + Math.cos(theta));
    sum += (Math.exp((-x * y) / 2) * half * Math.sin(theta)) / (y * Math.sqrt(determinant(y)));
  }
  return (sum * Math.PI) / NODES;
}
