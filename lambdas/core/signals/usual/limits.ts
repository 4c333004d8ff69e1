import type { Yardstick } from '../../profile/yardstick.ts';
import type { UsualLimit } from '../../result/feature-schema.ts';
import { normalQuantile } from '../../stats/functions/normal.ts';
import type { Samples } from '../values/measured.ts';
import { type Healthy, type Scale, shrinkage, usualUpTo } from './healthy.ts';
import type { KnownUsual } from './plan.ts';

/** What is usual for the source of a reference, and how sure a batch must be to be beyond it. */
export interface UsualSpread {
  readonly known: KnownUsual;
  /** Chance that one effect of a healthy batch is beyond what is usual. */
  readonly tail: number;
}

/**
 * @param alpha  of the model: the share of healthy batches with an effect beyond what is usual
 * @returns undefined where nothing is known
 */
export function usualSpread({ usual }: Pick<Yardstick, 'usual'>, alpha: number): UsualSpread | undefined {
  if (usual?.status !== 'known') return undefined;
  return { known: usual, tail: Math.min(0.25, alpha / usual.effects) };
}

/** The effect of a batch that is held against what is usual. */
export interface EffectOfBatch {
  readonly today: number;
  readonly samples: Samples;
  /** Sampling noise of the effect of one row, that it exceeds with the chance `tail`. */
  readonly noise: number;
  /** Part of the rows that have a value; by default all. */
  readonly present?: number;
  readonly scale?: Scale;
  /** Whether it is of columns together, of which blocks have fewer rows. */
  readonly isTogether?: boolean;
}

/**
 * How far an effect goes when all is well. A batch of fewer rows than a block has more sampling noise, which is added:
 *
 *   sqrt( upTo^2 + noise^2 (1/n + 1/m - 1/n_block) ),   where the bracket is above 0
 *
 * which is the noise alone where blocks differ by nothing else. A larger batch has less; see {@link shrinkage}.
 */
export function usualLimit(
  { known: { blocks, rows, rowsTogether }, tail }: UsualSpread,
  healthy: Healthy,
  { today, samples, noise, present = 1, isTogether = false, scale }: EffectOfBatch,
): UsualLimit {
  const ofBlock = 1 / ((isTogether ? rowsTogether : rows) * present);
  const ofReference = 1 / samples.reference;
  const ofBatch = 1 / samples.current + ofReference;
  const upTo = usualUpTo(healthy, tail, scale) * shrinkage(healthy, ofBatch / (ofBlock + ofReference));
  return { upTo: Math.sqrt(upTo ** 2 + noise ** 2 * Math.max(0, ofBatch - ofBlock)), today, blocks };
}

/** Of D: Massart's bound on the distance of a sample from its source. */
export function noiseOfD(tail: number): number {
  return Math.sqrt(Math.log(2 / tail) / 2);
}

/** Of total variation: its mean, and McDiarmid's bound on how far it goes beyond. */
export function noiseOfVariation(shares: readonly number[], tail: number): number {
  return meanVariation(shares) + Math.sqrt(Math.log(1 / tail) / 2);
}

function meanVariation(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + Math.sqrt((share * (1 - share)) / (2 * Math.PI)), 0);
}

/** Of the largest rise among shares. */
export function noiseOfRise(shares: readonly number[], tail: number): number {
  const widest = Math.max(0, ...shares.map((share) => share * (1 - share)));
  return normalQuantile(tail / Math.max(1, shares.length)) * Math.sqrt(widest);
}

/** Of the largest of so many rises that are made alike. */
export function noiseOfPile(places: number, tail: number): number {
  return normalQuantile(tail / Math.max(1, places));
}

/** Of a rate. */
export function noiseOfRate(rate: number, tail: number): number {
  return normalQuantile(tail) * Math.sqrt(rate * (1 - rate));
}

/** Variance of Spearman's coefficient against that of Pearson's, and for ranks whose large values fall together. */
const rankVariance = 1.06 * 1.8;

/** Of a coefficient. */
export function noiseOfCoefficient(coefficient: number, tail: number): number {
  return normalQuantile(tail) * (1 - coefficient ** 2) * Math.sqrt(rankVariance);
}

/** Of the random wave that changed most, in its standard deviations. */
export function noiseOfWaves(waves: number, tail: number): number {
  return normalQuantile(tail / Math.max(1, 4 * waves));
}
