import { incompleteBeta } from './incomplete-beta.ts';

/** Ends of an interval of rates. */
export type RateInterval = { readonly low: number; readonly high: number };

/**
 * Interval that holds a rate with a probability of at least 95 %, after so many hits in so many trials.
 *
 *   P(X >= hits | low) = 0.025,  P(X <= hits | high) = 0.025
 *
 * @param hits  0 or above, at most `trials`; sums of losses in [0, 1] need not be whole
 * @param trials  above 0
 * @param miss  chance with which the interval may miss the rate
 * @returns both ends in [0, 1]
 * @see Clopper & Pearson (1934); witness: scipy.stats.beta.ppf
 */
export function clopperPearson(hits: number, trials: number, miss = 0.05): RateInterval {
  return { low: 1 - upperRate(trials - hits, trials, miss / 2), high: upperRate(hits, trials, miss / 2) };
}

/**
 * Bound that a rate exceeds with a chance of at most `miss`, after so many hits in so many trials.
 *
 *   P(X <= hits | bound) = miss
 *
 * @returns the bound in [0, 1]; 1 where every trial was a hit
 * @see Clopper & Pearson (1934), one side of it
 */
export function upperRate(hits: number, trials: number, miss: number): number {
  if (!(trials > 0 && hits >= 0 && hits <= trials))
    throw new RangeError(`upperRate requires hits within trials above 0, found ${hits} of ${trials}`);
  if (hits === trials) return 1;
  if (hits === 0) return -Math.expm1(Math.log(miss) / trials);
  let [low, high] = [hits / trials, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, 1 - middle, hits + 1, trials - hits) < 1 - miss) low = middle;
    else high = middle;
  }
  return high;
}
