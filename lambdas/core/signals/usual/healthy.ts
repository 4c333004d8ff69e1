import * as z from 'zod';
import { cautiousVariance } from '../../stats/functions/cautious-variance.ts';
import { smallestPassing } from '../../stats/functions/smallest-passing.ts';
import { studentTwoSidedTail } from '../../stats/tests/welch.ts';

/** Sums over the effects of healthy blocks, as they are, as square roots and as logarithms: a state that merges by adding. */
export const healthySchema = z.object({
  blocks: z.int().min(0),
  /** So many independent ones would say as much: fewer where blocks resemble those before them. */
  independent: z.number().min(0),
  sum: z.number(),
  squares: z.number(),
  /** Of the square roots; the sum of their squares is that of the effects. */
  roots: z.number(),
  /** Of log(effect + offset). */
  logSum: z.number(),
  logSquares: z.number(),
  sampling: z.number().min(0).default(0),
  offset: z.number().gt(0).default(0.003),
});

export type Healthy = z.infer<typeof healthySchema>;

/** Of no block: the identity of {@link mergeHealthy}. */
export const noHealthy: Healthy = {
  blocks: 0,
  independent: 0,
  sum: 0,
  squares: 0,
  roots: 0,
  logSum: 0,
  logSquares: 0,
  sampling: 0,
  offset: 0.003,
};

/** Effects below it are one, however many rows a block has. */
export const leastOffset = 0.003;

/** What is known of effects beside their size. */
export interface NatureOfEffects {
  /** Mean square that sampling alone makes of them; 0 where that is not known. */
  readonly sampling: number;
  /** Added before logarithms are taken: 0 has one then, and effects that are next to it are as good as one. */
  readonly offset: number;
}

const unknownNature: NatureOfEffects = { sampling: 0, offset: leastOffset };

/** The effects of some blocks, each 0 or above. */
export function healthyOf(effects: readonly number[], nature = unknownNature): Healthy {
  return effects.map((effect) => one(effect, nature)).reduce(mergeHealthy, noHealthy);
}

function one(effect: number, nature: NatureOfEffects): Healthy {
  const log = Math.log(effect + nature.offset);
  const roots = Math.sqrt(effect);
  return {
    blocks: 1,
    independent: 1,
    sum: effect,
    squares: effect ** 2,
    roots,
    logSum: log,
    logSquares: log ** 2,
    ...nature,
  };
}

/** Neighbours of independent blocks correlate by so much over the root of their number with a chance of one in a hundred. */
const byChance = 2.33;

/** With fewer independent blocks an interval has no end that means anything. */
const fewestIndependent = 4;

/**
 * The same of blocks in the order of time. Weeks of one season resemble each other, so that they say less of weeks of another one:
 *
 *   K (1 - r) / (1 + r),   r the correlation of the logarithms of neighbours where it is more than chance makes it, else 0
 *
 * @see Bayley and Hammersley (1946), The "effective" number of independent observations in an autocorrelated time series
 */
export function healthyInOrder(effects: readonly number[], nature = unknownNature): Healthy {
  const { length } = effects;
  const found = ofNeighbours(effects.map((effect) => Math.log(effect + nature.offset)));
  const likeness = found > byChance / Math.sqrt(length) ? found : 0;
  const independent = (length * (1 - likeness)) / (1 + likeness);
  return {
    ...healthyOf(effects, nature),
    independent: Math.max(Math.min(length, fewestIndependent), independent),
  };
}

/** The correlation of each number with the next; 0 where all are equal. */
function ofNeighbours(numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
  const apart = numbers.map((number) => number - mean);
  const squares = apart.reduce((sum, number) => sum + number ** 2, 0);
  const products = apart.slice(1).reduce((sum, number, at) => sum + number * apart[at]!, 0);
  return squares < 1e-12 ? 0 : products / squares;
}

/** Of two sets of blocks together, whose effects are of one nature: commutative and associative to the last digits of a double. */
export function mergeHealthy(a: Healthy, b: Healthy): Healthy {
  return {
    blocks: a.blocks + b.blocks,
    independent: a.independent + b.independent,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    roots: a.roots + b.roots,
    logSum: a.logSum + b.logSum,
    logSquares: a.logSquares + b.logSquares,
    sampling: Math.max(a.sampling, b.sampling),
    offset: Math.max(a.offset, b.offset),
  };
}

/** On what scale effects of healthy blocks lie evenly about their mean. */
export type Scale = 'roots' | 'logarithms';

/**
 * The largest effect that is usual: the farther end of two prediction intervals for one block more, of the effects as they
 * are and of their square roots or logarithms, so that an effect beyond it is beyond both. Roots are for what has a floor of sampling noise, as the
 * share of rows that moved; logarithms for what is next to nothing in most blocks.
 *
 *   mean + t s sqrt(1 + 1/K),   t of K - 1 degrees of freedom, exceeded with the chance `tail`,   K those that are independent
 *
 * @param tail  chance that the effect of a healthy block is beyond it, in (0, 0.5)
 * @returns 0 or above, in the unit of the effects
 * @throws RangeError with fewer than two blocks
 * @see Geisser (1993), Predictive Inference
 */
export function usualUpTo(healthy: Healthy, tail: number, scale: Scale = 'logarithms'): number {
  const { blocks, independent, sum, squares, roots, logSum, logSquares, offset } = healthy;
  if (blocks < 2) throw new RangeError(`usualUpTo requires two blocks, found ${blocks}`);
  const width = studentQuantile(tail, independent - 1) * Math.sqrt(1 + 1 / independent);
  const plain = sum / blocks + width * deviation(healthy, sum, squares);
  if (scale === 'roots') {
    const root = roots / blocks + width * deviation(healthy, roots, sum);
    return Math.max(0, plain, root ** 2);
  }
  const logarithm = logSum / blocks + width * deviation(healthy, logSum, logSquares);
  return Math.max(0, plain, Math.exp(logarithm) - offset);
}

/** Blocks are of several sizes, and most have more rows than their harmonic mean: so much more of the sampling noise is granted. */
const sparedNoise = 2;

/** What of the mean square of a block's effects a batch has. */
export interface PartsOfSpread {
  /** Of what sampling makes of them: by the rows of the batch, from 0 on. */
  readonly sampling: number;
  /** Of what blocks differ by besides: by how many of them the batch is made of, in [0, 1]. */
  readonly between: number;
}

/**
 * By how much less a batch differs when all is well that has more rows than blocks have, or is made of many: the square root of
 *
 *   (between part_b + sampling part_s) / (between + sampling),   between = mean square of the effects - sampling, at least 0
 *
 * so that what is usual of blocks that differ by sampling alone shrinks as sampling does. The mean square is taken as large as it may well be, and the part of
 * sampling twice.
 *
 * @returns in [0, 1]
 */
export function shrinkage({ squares, blocks, independent, sampling }: Healthy, parts: PartsOfSpread): number {
  const own = Math.min(1, sparedNoise * parts.sampling);
  if (sampling === 0 || (own === 1 && parts.between === 1)) return Math.sqrt(parts.between);
  const between = Math.max(0, cautiousVariance(squares / blocks, independent - 1) - sampling);
  return Math.sqrt((between * parts.between + sampling * own) / (between + sampling));
}

/**
 * The largest effect that is usual of what most blocks have none of, and some have much of at once: values beyond all others, which come
 * together when a record is broken. An exponential tail above the share of blocks that have some:
 *
 *   mu log(p / tail),   mu = sum of squares / sum,   p = sum / (K mu)
 *
 * mu is the size of what a block has if all that have some have as much, and twice its mean if sizes are exponential themselves.
 *
 * @param tail  chance that the effect of a healthy block is beyond it
 * @returns 0 or above; 0 where no block has any
 */
export function usualRecord({ blocks, sum, squares }: Healthy, tail: number): number {
  if (sum === 0) return 0;
  const size = squares / sum;
  const share = (sum / size + 1) / (blocks + 1);
  return Math.max(0, size * Math.log(share / tail));
}

/** Chance with which the largest effect of blocks that are all healthy is taken for a stray. */
const strayTail = 0.001;

/** Effects without the largest, where that is farther out than all others make it likely. */
export function withoutStray(effects: readonly number[]): readonly number[] {
  const largest = Math.max(...effects);
  const at = effects.indexOf(largest);
  const others = effects.filter((_, index) => index !== at);
  return others.length >= 2 && largest > usualUpTo(healthyOf(others), strayTail) ? others : effects;
}

/** By sums, whose difference rounding can take below 0. */
function deviation({ blocks, independent }: Healthy, sum: number, squares: number): number {
  const variance = (squares - sum ** 2 / blocks) / (blocks * (1 - 1 / independent));
  // Equal effects leave some last digits of their squares.
  return variance <= 1e-12 * (squares / blocks) ? 0 : Math.sqrt(variance);
}

/** Farther out than any that is asked for: one in a million with one degree of freedom. */
const farthest = 1e6;

/** The value that Student's t exceeds with a chance. */
function studentQuantile(tail: number, degreesOfFreedom: number): number {
  return smallestPassing((t) => studentTwoSidedTail(t, degreesOfFreedom) / 2 <= tail, farthest);
}
