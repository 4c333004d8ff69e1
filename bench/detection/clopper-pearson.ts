import { incompleteBeta } from '../../lambdas/core/stats/functions/incomplete-beta.ts';

/** Ends of an interval of rates. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Interval that holds a rate with a probability of at least 95 %, after so many hits in so many trials.
 *
 *   P(X >= hits | low) = 0.025,  P(X <= hits | high) = 0.025
 *
 * @see Clopper & Pearson (1934)
 */
export function clopperPearson(hits: number, trials: number): Interval {
  return {
    low: hits === 0 ? 0 : solve((rate) => atLeast(hits, trials, rate) - 0.025),
    high: hits === trials ? 1 : solve((rate) => atLeast(hits + 1, trials, rate) - 0.975),
  };
}

/** Probability of at least so many hits. */
function atLeast(hits: number, trials: number, rate: number): number {
  return hits === 0 ? 1 : incompleteBeta(rate, 1 - rate, hits, trials - hits + 1);
}

/** Where a rising function of a rate is 0. */
function solve(rising: (rate: number) => number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
