import { normalQuantile } from '../functions/normal.ts';
import { smallestPassing } from '../functions/smallest-passing.ts';
import { chiSquareUpperTail } from './chi-square.ts';
import type { Proportion } from './two-proportions.ts';

/** Chance that the true effect is above the bound. */
const BEYOND = 0.05;

/** Sizes of both samples. */
type Sizes = { readonly n: number; readonly m: number };

/**
 * Upper end of the 95 % interval of the Kolmogorov-Smirnov distance of two populations.
 *
 *   D + sqrt( -log(0.05 / 2) / 2 * (n + m) / (n m) )
 *
 * @param statistic  D of the samples, in [0, 1]
 * @returns in [0, 1]
 * @see Smirnov (1939), the limiting distribution of the largest gap
 */
export function upperKs(statistic: number, { n, m }: Sizes): number {
  return Math.min(1, statistic + Math.sqrt((-Math.log(BEYOND / 2) / 2) * (1 / n + 1 / m)));
}

/**
 * Upper end of the 95 % interval of the absolute difference of two rates, with one hit and one miss added to each sample, so
 * that rates of zero have a bound, too.
 *
 *   | p - q | + z_0.025 sqrt( p (1 - p) / (n + 2) + q (1 - q) / (m + 2) ),  p = (x + 1) / (n + 2), q likewise
 *
 * @returns in [0, 1]
 * @see Agresti & Caffo (2000), Simple and effective confidence intervals for proportions
 */
export function upperDifference(reference: Proportion, current: Proportion): number {
  const p = (reference.count + 1) / (reference.size + 2);
  const q = (current.count + 1) / (current.size + 2);
  const variance = (p * (1 - p)) / (reference.size + 2) + (q * (1 - q)) / (current.size + 2);
  return Math.min(1, Math.abs(p - q) + normalQuantile(BEYOND / 2) * Math.sqrt(variance));
}

/**
 * Upper end of the 95 % interval of total variation, from a chi-square test of homogeneity: the noncentrality below which so
 * small a statistic has a chance of 5 %, by Patnaik's approximation. Total variation is at most w / 2.
 *
 *   sqrt( lambda / (nm / (n + m)) ) / 2
 *
 * @returns in [0, 1]
 * @see Patnaik (1949), The non-central chi-square and F distributions and their applications
 */
export function upperVariation(statistic: number, degreesOfFreedom: number, { n, m }: Sizes): number {
  const k = degreesOfFreedom;
  const isBeyond = (lambda: number): boolean => {
    const scale = (k + 2 * lambda) / (k + lambda);
    return chiSquareUpperTail(statistic / scale, (k + lambda) / scale) >= 1 - BEYOND;
  };
  const lambda = smallestPassing(isBeyond, 4 * statistic + 4 * k + 40);
  return Math.min(1, Math.sqrt(lambda * (1 / n + 1 / m)) / 2);
}
