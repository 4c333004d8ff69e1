import * as z from 'zod';
import { smallestPassing } from '../../stats/functions/smallest-passing.ts';
import { studentTwoSidedTail } from '../../stats/tests/welch.ts';

/** Sums over the effects of healthy blocks, as they are and as logarithms: a state that merges by adding. */
export const healthySchema = z.object({
  blocks: z.int().min(0),
  sum: z.number(),
  squares: z.number(),
  /** Of log(effect + 0.003). */
  logSum: z.number(),
  logSquares: z.number(),
});

export type Healthy = z.infer<typeof healthySchema>;

/** Of no block: the identity of {@link mergeHealthy}. */
export const noHealthy: Healthy = { blocks: 0, sum: 0, squares: 0, logSum: 0, logSquares: 0 };

/** Added before logarithms are taken: effects below it are one, and 0 has a logarithm. */
const logOffset = 0.003;

/** The effects of some blocks, each 0 or above. */
export function healthyOf(effects: readonly number[]): Healthy {
  return effects.map(one).reduce(mergeHealthy, noHealthy);
}

function one(effect: number): Healthy {
  const log = Math.log(effect + logOffset);
  return { blocks: 1, sum: effect, squares: effect ** 2, logSum: log, logSquares: log ** 2 };
}

/** Of two sets of blocks together: commutative and associative to the last digits of a double. */
export function mergeHealthy(a: Healthy, b: Healthy): Healthy {
  return {
    blocks: a.blocks + b.blocks,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    logSum: a.logSum + b.logSum,
    logSquares: a.logSquares + b.logSquares,
  };
}

/**
 * The largest effect that is usual: the farther end of two prediction intervals for one block more, of the effects as they
 * are and of their logarithms, so that an effect beyond it is beyond both.
 *
 *   mean + t s sqrt(1 + 1/K),   t of K - 1 degrees of freedom, exceeded with the chance `tail`
 *
 * @param tail  chance that the effect of a healthy block is beyond it, in (0, 0.5)
 * @returns 0 or above, in the unit of the effects
 * @throws RangeError with fewer than two blocks
 * @see Geisser (1993), Predictive Inference
 */
export function usualUpTo({ blocks, sum, squares, logSum, logSquares }: Healthy, tail: number): number {
  if (blocks < 2) throw new RangeError(`usualUpTo requires two blocks, found ${blocks}`);
  const width = studentQuantile(tail, blocks - 1) * Math.sqrt(1 + 1 / blocks);
  const plain = sum / blocks + width * deviation(blocks, sum, squares);
  const logarithm = logSum / blocks + width * deviation(blocks, logSum, logSquares);
  return Math.max(0, plain, Math.exp(logarithm) - logOffset);
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
function deviation(blocks: number, sum: number, squares: number): number {
  const variance = (squares - sum ** 2 / blocks) / (blocks - 1);
  // Equal effects leave some last digits of their squares.
  return variance <= 1e-12 * (squares / blocks) ? 0 : Math.sqrt(variance);
}

/** Farther out than any that is asked for: one in a million with one degree of freedom. */
const farthest = 1e6;

/** The value that Student's t exceeds with a chance. */
function studentQuantile(tail: number, degreesOfFreedom: number): number {
  return smallestPassing((t) => studentTwoSidedTail(t, degreesOfFreedom) / 2 <= tail, farthest);
}
