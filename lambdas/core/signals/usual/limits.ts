import type { UsualLimit } from '../../result/feature-schema.ts';
import { normalQuantile } from '../../stats/functions/normal.ts';
import type { Samples } from '../values/measured.ts';
import { spreadOfBatch, type UsualOfBatch } from './for-batch.ts';
import { type Healthy, type Scale, shrinkage, usualUpTo } from './healthy.ts';
import type { KnownUsual } from './plan.ts';
import type { ShareOfSpread } from './share-of-spread.ts';
import type { StretchCounts } from './stretch-counts.ts';

/** What is usual for the source of a reference, and how sure a batch must be to be beyond it. */
export interface UsualSpread {
  readonly known: KnownUsual;
  /** How much of what blocks differ by the batch can differ by, for how many of them it is made of. */
  readonly share: ShareOfSpread;
  /** Chance that one effect of a healthy batch is beyond what is usual. */
  readonly tail: number;
}

/**
 * @param alpha  of the model: the share of healthy batches with an effect beyond what is usual
 * @param stretches  rows of the batch by stretch of time; undefined where they were not counted
 * @returns undefined where nothing is known
 */
export function usualSpread(
  usual: UsualOfBatch | undefined,
  alpha: number,
  stretches: StretchCounts | undefined,
): UsualSpread | undefined {
  if (usual?.status !== 'known') return undefined;
  const tail = Math.min(0.25, alpha / usual.effects);
  return { known: usual, tail, share: spreadOfBatch(usual, stretches) };
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
  /** Whether blocks cannot differ by more than single rows do: shares of rows, of which those of a block may all be alike. */
  readonly isOfShares?: boolean;
}

/**
 * How far an effect goes when all is well. A batch of fewer rows than a block has more sampling noise, which is added:
 *
 *   sqrt( upTo^2 + noise^2 (1/n + 1/m - 1/n_block) ),   where the bracket is above 0
 *
 * which is the noise alone where blocks differ by nothing else. A batch of more rows than a block, or of many blocks, differs by less; see {@link shrinkage}.
 */
export function usualLimit(
  { known: { blocks, rows, rowsTogether }, tail, share }: UsualSpread,
  healthy: Healthy,
  { today, samples, noise, present = 1, isTogether = false, scale, isOfShares = false }: EffectOfBatch,
): UsualLimit {
  const ofBlock = 1 / ((isTogether ? rowsTogether : rows) * present);
  const ofReference = 1 / samples.reference;
  const ofBatch = 1 / samples.current + ofReference;
  const parts = { sampling: ofBatch / (ofBlock + ofReference), between: partBetween(share, healthy) };
  const ofOne = usualUpTo(healthy, tail, scale);
  // Intervals of few independent blocks end far beyond what is possible.
  const most = isOfShares && parts.between < 1 ? noise : Number.POSITIVE_INFINITY;
  const upTo = Math.min(ofOne, most) * shrinkage(healthy, parts);
  return { upTo: Math.sqrt(upTo ** 2 + noise ** 2 * Math.max(0, ofBatch - ofBlock)), today, blocks };
}

/** Where blocks resemble those before them, a batch of many of them differs by more than one of as many that are independent. */
function partBetween({ ofEach, ofNeighbours }: ShareOfSpread, { blocks, independent }: Healthy): number {
  return Math.max(ofNeighbours, Math.min(1, (ofEach * blocks) / independent));
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
