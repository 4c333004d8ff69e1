import {
  type Draw,
  leastMarked,
  modeOf,
  mostMarked,
  neighbourRatio,
  hypergeometricProbability as probability,
} from '../functions/hypergeometric.ts';

/** Two tables are equally probable when they differ by no more than rounding does. */
const TIE = 1 + 1e-11;

/**
 * Fisher's exact test of two proportions, two-sided: the chance of a 2 x 2 table with these margins that is no more probable
 * than the one seen.
 *
 *   p = sum over tables t of P(t) [ P(t) <= P(seen) ]
 *
 * Probabilities by Loader's expansion and their ratios; the walk starts at the edge of each tail and ends when nothing more
 * can be added, some ten standard deviations at most, so counts of 1e9 are no trouble.
 *
 * @param successes  whole count in each sample
 * @param sizes  whole size of each sample; 0 is allowed and gives p = 1
 * @returns the p-value, in (0, 1] up to underflow, relative error below 1e-9
 * @throws RangeError when a count is not whole or not within its sample
 * @see Fisher (1934); Loader (2000); witness: scipy.stats.fisher_exact
 */
export function fisherExact(successes: readonly [number, number], sizes: readonly [number, number]): number {
  for (const i of [0, 1] as const) {
    if (
      Number.isInteger(successes[i]) &&
      Number.isInteger(sizes[i]) &&
      successes[i] >= 0 &&
      successes[i] <= sizes[i]
    )
      continue;
    throw new RangeError(
      `fisherExact requires whole counts within their sample, found ${successes[i]} of ${sizes[i]}`,
    );
  }
  const marked = successes[0] + successes[1];
  const draw = { marked, unmarked: sizes[0] + sizes[1] - marked, drawn: sizes[0] };
  const seen = probability(successes[0], draw);
  if (seen === 0) return 0;

  const mode = modeOf(draw);
  const limit = seen * TIE;
  const belowEnd = lastBelow(limit, draw, mode);
  const aboveStart = firstAbove(limit, draw, mode);
  if (belowEnd + 1 >= aboveStart) return 1;
  return Math.min(1, tail(belowEnd, -1, draw) + tail(aboveStart, 1, draw));
}

/** The largest k up to the mode that is no more probable than the limit; probabilities rise up to the mode. */
function lastBelow(limit: number, draw: Draw, mode: number): number {
  let low = leastMarked(draw) - 1;
  let high = mode + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (probability(middle, draw) <= limit) low = middle;
    else high = middle;
  }
  return low;
}

/** The smallest k from the mode on that is no more probable than the limit; probabilities fall from the mode on. */
function firstAbove(limit: number, draw: Draw, mode: number): number {
  let low = mode - 1;
  let high = mostMarked(draw) + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (probability(middle, draw) <= limit) high = middle;
    else low = middle;
  }
  return high;
}

/** Sum of probabilities from k outward, each from the last by the ratio of neighbours, until nothing is added. */
function tail(start: number, step: 1 | -1, draw: Draw): number {
  let term = probability(start, draw);
  let total = 0;
  for (let k = start; total + term > total; k += step) {
    total += term;
    term *= neighbourRatio(k, step, draw);
  }
  return total;
}
