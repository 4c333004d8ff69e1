import { normalUpperTail } from '../functions/normal.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { sampleSizes } from '../paired-counts.ts';
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

/**
 * Exact null distribution of the Mann-Whitney statistic without ties: P(U >= u) for samples of n and m values.
 *
 *   number of orders with U = k: coefficient of q^k in product over i = 1 .. n of (1 - q^(m + i)) / (1 - q^i)
 *
 * Factor by factor, so that all that lies between are counts of orders too; U is symmetric, so that the lower half is enough.
 *
 * @param u  in [0, n m]; a fraction counts down to the whole number below it, as scipy does
 * @returns the probability, relative error below 1e-10
 * @throws RangeError when u is not in [0, n m]
 * @see Mann & Whitney (1947); witness: scipy.stats.mannwhitneyu(method='exact')
 */
export function mannWhitneyUpperTail(u: number, n: number, m: number): number {
  if (!(u >= 0 && u <= n * m))
    throw new RangeError(`mannWhitneyUpperTail requires u in [0, ${n * m}], found ${u}`);
  const least = Math.floor(u);
  // P(U >= u) = P(U <= n m - u) by symmetry; above the middle the other side is the smaller one.
  const mirrored = n * m - least;
  return 2 * mirrored <= n * m ? lowerTail(mirrored, n, m) : 1 - lowerTail(least - 1, n, m);
}

function lowerTail(last: number, n: number, m: number): number {
  if (last < 0) return 0;
  const [few, many] = n <= m ? [n, m] : [m, n];
  const shares = new Float64Array(last + 1);
  shares[0] = 1;
  for (let i = 1; i <= few; i++) {
    const scale = i / (many + i);
    for (let k = last; k >= many + i; k--) shares[k]! -= shares[k - many - i]!;
    for (let k = i; k <= last; k++) shares[k]! += shares[k - i]!;
    for (let k = 0; k <= last; k++) shares[k]! *= scale;
  }
  return Math.min(
    1,
    shares.reduce((sum, share) => sum + share, 0),
  );
}
