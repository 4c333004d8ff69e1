import { sampleSizes } from '../bins/sample-sizes.ts';
import { normalUpperTail } from '../functions/normal.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { mannWhitneyUpperTail } from './mann-whitney-exact.ts';
import { rankGroups, tieTerm } from './rank-groups.ts';

/** Up to this size of the smaller sample scipy's `auto` takes the exact distribution where nothing is tied. */
const LARGEST_EXACT = 8;

/** Above this many values of U the exact distribution is left for the normal one: it would cost time and change nothing. */
const MOST_STEPS = 1_000_000;

/** `superiority` is the chance that a current value exceeds one of the reference, ties counted half: 1/2 without drift. */
export type MannWhitney = {
  readonly computable: true;
  readonly statistic: number;
  readonly pValue: number;
  readonly superiority: number;
  /** How p was found. */
  readonly exact: boolean;
};

/**
 * Mann-Whitney U test, also called Wilcoxon's rank sum test: whether values of one sample tend to be larger. It sees shifts,
 * not changes of spread.
 *
 *   U = number of pairs in which the reference's value is the larger one, ties counted half
 *
 * Exact without ties where the smaller sample has at most 8 values; else normal with tie and continuity correction.
 *
 * @param reference  counts on 2k + 1 cells, open bins at even indices
 * @param current  counts of the other sample on the same cells
 * @returns U of the reference, two-sided p, and the effect; not computable when a sample is empty
 * @throws RangeError when the cells differ in number, or a count is negative or not finite
 * @see Mann & Whitney (1947); witness: scipy.stats.mannwhitneyu(method='auto')
 */
export function mannWhitney(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): MannWhitney | NotComputable {
  const [n, m] = sampleSizes('mannWhitney', reference, current);
  if (n === 0 || m === 0) return notComputable('a sample is empty');
  const groups = rankGroups(reference, current);
  let below = 0;
  let u = 0;
  for (const { a, b } of groups) {
    u += a * (below + b / 2);
    below += b;
  }
  const ties = tieTerm(groups);
  const exact = Math.min(n, m) <= LARGEST_EXACT && ties === 0 && n * m <= MOST_STEPS;
  const larger = Math.max(u, n * m - u);
  const oneSided = exact ? mannWhitneyUpperTail(larger, n, m) : asymptoticTail(larger, n, m, ties);
  return {
    computable: true,
    statistic: u,
    pValue: Math.min(1, 2 * oneSided),
    superiority: 1 - u / (n * m),
    exact,
  };
}

function asymptoticTail(u: number, n: number, m: number, ties: number): number {
  const size = n + m;
  const variance = ((n * m) / 12) * (size + 1 - ties / (size * (size - 1)));
  const gap = u - (n * m) / 2 - 0.5;
  return variance > 0 ? normalUpperTail(gap / Math.sqrt(variance)) : 1;
}
