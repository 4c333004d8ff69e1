import { incompleteBeta } from '../functions/incomplete-beta.ts';
import { normalQuantile } from '../functions/normal.ts';
import { smallestPassing } from '../functions/smallest-passing.ts';
import { chiSquareUpperTail } from './chi-square.ts';

/** Chance with which a shift of the stated size must be found. */
const POWER = 0.8;

/** Both samples' sizes and the level of the test. */
export type Design = { readonly n: number; readonly m: number; readonly alpha: number };

/**
 * Smallest Kolmogorov-Smirnov distance between two populations that the test finds with 80 % power.
 *
 *   D = ( sqrt(-log(alpha / 2) / 2) + z_0.8 / 2 ) / sqrt(nm / (n + m))
 *
 * The first term is the critical value of the limiting distribution, the second z_0.8 times the largest standard error that
 * the gap at its widest point can have, so the answer errs on the large side.
 *
 * @returns D, in (0, 1]; 1 means that not even disjoint samples would do
 * @throws RangeError when a size is below 1 or alpha is not in (0, 1)
 * @see Smirnov (1939); Capon (1965), On the asymptotic efficiency of the Kolmogorov-Smirnov test
 */
export function smallestDetectableKs(design: Design): number {
  requireDesign('smallestDetectableKs', design);
  const critical = Math.sqrt(-Math.log(design.alpha / 2) / 2);
  return Math.min(1, (critical + normalQuantile(1 - POWER) / 2) / Math.sqrt(effectiveSize(design)));
}

/**
 * Smallest difference of two rates that the two-sided z-test finds with 80 % power, from the reference's rate towards 1/2.
 *
 *   delta = z_(alpha/2) sqrt( r (1 - r) (1/n + 1/m) ) + z_0.8 sqrt( p (1 - p) / n + (p + delta)(1 - p - delta) / m )
 *
 * with r the pooled rate; solved for delta by bisection. The direction towards 1/2 has the larger variance. Where few rows are
 * held against many, no normal distribution says how often they have enough of what is rare: the batch must also have, with 80 % power, so
 * many hits that chance puts all of them into it no more often than alpha.
 *
 *   P(Binomial(m, p + delta) >= k) >= 0.8,  (m / (n + m))^k <= alpha
 *
 * @param rate  the reference's rate, in [0, 1]
 * @returns the difference, above 0, at most the way to the other end; that end when nothing smaller is found
 * @throws RangeError when a size is below 1, alpha is not in (0, 1) or the rate is not in [0, 1]
 * @see Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 4.2
 */
export function smallestDetectableDifference(design: Design, rate: number): number {
  requireDesign('smallestDetectableDifference', design);
  if (!(rate >= 0 && rate <= 1)) {
    throw new RangeError(`smallestDetectableDifference requires a rate in [0, 1], found ${rate}`);
  }
  const { n, m, alpha } = design;
  const p = Math.min(rate, 1 - rate);
  const zAlpha = normalQuantile(alpha / 2);
  const zPower = normalQuantile(1 - POWER);
  const hits = Math.ceil(-Math.log(alpha) / Math.log1p(n / m));
  // From so many rows on it takes one more: what is found does not grow with the rows, so it may not be found less easily there.
  const rowsOfNext = n / Math.expm1(-Math.log(alpha) / hits);
  const isFound = (delta: number): boolean => {
    const moved = p + delta;
    if (!hasHits(hits, m, moved) || !hasHits(hits + 1, rowsOfNext, moved)) return false;
    const pooled = (n * p + m * moved) / (n + m);
    const critical = zAlpha * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    return delta >= critical + zPower * Math.sqrt((p * (1 - p)) / n + (moved * (1 - moved)) / m);
  };
  return smallestPassing(isFound, 1 - p);
}

/**
 * Smallest effect that the chi-square test of homogeneity finds with 80 % power, as Cohen's w.
 *
 *   w = sqrt( lambda / (nm / (n + m)) ),  w^2 = sum over categories of (p - q)^2 / pooled share
 *
 * lambda is the noncentrality with that power, by Patnaik's approximation: chi-square with (k + l)^2 / (k + 2l) degrees of
 * freedom, scaled by (k + 2l) / (k + l); the power so found is 79 to 80 %. Total variation is at most w / 2.
 *
 * @param degreesOfFreedom  categories less one, 1 or above
 * @returns w, above 0; no upper bound, a value above 2 can't occur in data
 * @throws RangeError when a size is below 1, alpha is not in (0, 1) or the degrees of freedom are below 1
 * @see Patnaik (1949); Cohen (1988), Statistical Power Analysis, chapter 7; witness: scipy.stats.ncx2
 */
export function smallestDetectableChiSquare(design: Design, degreesOfFreedom: number): number {
  requireDesign('smallestDetectableChiSquare', design);
  if (!(degreesOfFreedom >= 1)) {
    throw new RangeError(
      `smallestDetectableChiSquare requires 1 degree of freedom or more, found ${degreesOfFreedom}`,
    );
  }
  return Math.sqrt(noncentralitiesFound(design.alpha, degreesOfFreedom).at80 / effectiveSize(design));
}

/** Noncentralities at which a chi-square test at this level is significant with a chance of 50 and of 80 %. */
function noncentralitiesFound(alpha: number, degreesOfFreedom: number) {
  const k = degreesOfFreedom;
  const isRejected = (statistic: number): boolean => chiSquareUpperTail(statistic, k) <= alpha;
  const critical = smallestPassing(isRejected, 2 * k + 4 * -Math.log(alpha) + 10);
  const foundWith = (power: number) => (lambda: number) => {
    const scale = (k + 2 * lambda) / (k + lambda);
    return chiSquareUpperTail(critical / scale, (k + lambda) / scale) >= power;
  };
  const at80 = smallestPassing(foundWith(POWER), 2 * critical + 20);
  return { at50: smallestPassing(foundWith(0.5), at80), at80 };
}

/**
 * Smallest rise of one category's share, all others falling in proportion, that the chi-square test of homogeneity finds with 80 %
 * power; it is the total variation of that change, too. Changes that many categories share are found from up to w / 2 on.
 *
 *   delta = sqrt(v) ( sqrt(lambda_0.5) + s ( sqrt(lambda_0.8) - sqrt(lambda_0.5) ) ),  v = r (1 - r) (1/n + 1/m)
 *   s^2 = ( p (1 - p) / n + q (1 - q) / m ) / v,  q = p + delta, r the pooled share
 *
 * lambda with a power of 0.5 and 0.8; s says how much more a share that has risen varies than the pooled one.
 *
 * @param degreesOfFreedom  categories less one, 1 or above
 * @param rate  the reference's share of the category, in [0, 1]; of one above a half, the fall that mirrors it
 * @returns delta, above 0, at most the way to a share of 1
 * @throws RangeError as `smallestDetectableChiSquare`
 */
export function smallestDetectableCategory(design: Design, degreesOfFreedom: number, rate: number): number {
  requireDesign('smallestDetectableCategory', design);
  const { n, m, alpha } = design;
  const { at50, at80 } = noncentralitiesFound(alpha, degreesOfFreedom);
  const [half, most] = [Math.sqrt(at50), Math.sqrt(at80)];
  const p = Math.min(rate, 1 - rate);
  const isFound = (delta: number): boolean => {
    const [q, r] = [p + delta, p + (delta * m) / (n + m)];
    const v = r * (1 - r) * (1 / n + 1 / m);
    const s = Math.sqrt(((p * (1 - p)) / n + (q * (1 - q)) / m) / v);
    return delta >= Math.sqrt(v) * (half + s * (most - half));
  };
  return smallestPassing(isFound, 1 - p);
}

/** Whether so many rows, whole or not, have so many hits or more with 80 % power. */
function hasHits(hits: number, rows: number, rate: number): boolean {
  return rows >= hits && incompleteBeta(rate, 1 - rate, hits, rows - hits + 1) >= POWER;
}

const effectiveSize = ({ n, m }: Design): number => (n * m) / (n + m);

function requireDesign(caller: string, { n, m, alpha }: Design): void {
  if (n >= 1 && m >= 1 && alpha > 0 && alpha < 1) return;
  throw new RangeError(
    `${caller} requires sizes of 1 or above and alpha in (0, 1), found ${n}, ${m} and ${alpha}`,
  );
}
