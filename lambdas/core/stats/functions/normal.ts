import { upperIncompleteGamma } from './incomplete-gamma.ts';

/**
 * Upper tail of the standard normal distribution.
 *
 *   P(Z > z) = Q(1/2, z^2 / 2) / 2 for z > 0, and one minus its mirror below 0
 *
 * @returns the probability, relative error below 1e-12 also where it is 1e-300
 * @throws RangeError when z is not a number
 * @see Abramowitz & Stegun 26.2.1; witness: scipy.stats.norm.sf
 */
export function normalUpperTail(z: number): number {
  const outer = upperIncompleteGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? outer : 1 - outer;
}

/**
 * Value that a standard normal variable exceeds with the given probability: the inverse of {@link normalUpperTail}.
 *
 * Newton's method on log P(Z > z), which is concave: from the bound sqrt(-2 log p) on the right it comes down to the root
 * without overshooting, in the far tail too.
 *
 * @param upperTail  probability, at least 1e-300 and below 1
 * @returns z, relative error below 1e-13
 * @throws RangeError when the probability is outside that range
 * @see witness: scipy.stats.norm.isf
 */
export function normalQuantile(upperTail: number): number {
  if (!(upperTail >= 1e-300 && upperTail < 1)) {
    throw new RangeError(`normalQuantile requires a probability in [1e-300, 1), found ${upperTail}`);
  }
  if (upperTail === 0.5) return 0;
  if (upperTail > 0.5) return -normalQuantile(1 - upperTail);

  const target = Math.log(upperTail);
  let z = Math.sqrt(-2 * target);
  for (let iteration = 0; iteration < 60; iteration++) {
    const tail = normalUpperTail(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const step = ((Math.log(tail) - target) * tail) / density;
    z += step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
