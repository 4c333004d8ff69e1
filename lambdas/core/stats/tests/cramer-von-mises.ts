import { type QuadraticForm, quadraticFormUpperTail } from '../functions/quadratic-form-upper-tail.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { sampleSizes } from '../paired-counts.ts';
import { type RankGroup, rankGroups } from './rank-groups.ts';

/** Above this size of the larger sample scipy's `auto` turns to the asymptotic p-value. */
const LARGEST_EXACT = 20;

/**
 * What T is where values are tied.
 *
 *   averaged  the mean of T over all orders that the ties allow
 *   midrank   scipy's: each tied value at its mid-rank. Where the samples differ in size this rises with the ties alone: two
 *             equal constants of 3 and 8 values have p = 0
 */
export type TiesInCramerVonMises = 'averaged' | 'midrank';

/** `exact` tells an exact p-value of untied data from the asymptotic one. */
export type CramerVonMises = {
  readonly computable: true;
  readonly statistic: number;
  readonly pValue: number;
  readonly exact: boolean;
};

/**
 * Two-sample Cramer-von Mises test: the mean squared gap between two empirical distribution functions over the values of both.
 *
 *   T = n m / (n + m)^2 * sum over all values z of ( F_reference(z) - F_current(z) )^2
 *
 * Tied values, and values of both samples in one open bin, have no order: T is then its mean over all orders, by default. Among
 * random variables with one mean it is the least spread, so ties make the test conservative. p is exact up to 20 values a
 * sample, else the limit at the standardised T.
 *
 * @param reference  counts on 2k + 1 cells, open bins at even indices
 * @param current  counts of the other sample on the same cells
 * @param ties  see {@link TiesInCramerVonMises}; without ties both agree
 * @returns T, 0 or above, and p, or why there is none: a sample has fewer than two values
 * @throws RangeError when the cells differ in number, or a count is negative or not finite
 * @see Anderson (1962), On the distribution of the two-sample Cramer-von Mises criterion; witness:
 *   scipy.stats.cramervonmises_2samp(method='auto')
 */
export function cramerVonMises(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  ties: TiesInCramerVonMises = 'averaged',
): CramerVonMises | NotComputable {
  const [n, m] = sampleSizes('cramerVonMises', reference, current);
  if (!(n >= 2 && m >= 2)) return notComputable('a sample has fewer than two values');
  const groups = rankGroups(reference, current);
  const statistic = ties === 'midrank' ? midrankStatistic(groups, n, m) : averagedStatistic(groups, n, m);
  const exact = Math.max(n, m) <= LARGEST_EXACT;
  return { computable: true, statistic, pValue: cramerVonMisesPValue(statistic, n, m, exact), exact };
}

/**
 * p-value of the two-sample Cramer-von Mises test without ties.
 *
 * @param exact  by lattice paths, for small samples; else by the limit, to 9 digits also in the far tail, where scipy's one
 *   minus a distribution function ends at 1e-7
 * @returns P(T >= statistic)
 */
export function cramerVonMisesPValue(statistic: number, n: number, m: number, exact: boolean): number {
  const size = n + m;
  const product = n * m;
  if (exact) {
    const lcm = leastCommonMultiple(n, m);
    const zeta = ((statistic * size * size) / product) * lcm * lcm;
    // Sums are whole numbers; what is a whole number but for rounding is that number.
    return cramerVonMisesExactTail(Math.ceil(zeta * (1 - 1e-12) - 1e-9), n, m);
  }
  const mean = (1 + 1 / size) / 6;
  const variance =
    ((size + 1) * (4 * product * size - 3 * (n * n + m * m) - 2 * product)) / (180 * size * size * product);
  const standardised = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
  return standardised < 0.003 ? 1 : quadraticFormUpperTail(standardised, LIMIT);
}

/** The limit is the sum of Z_j^2 / (j pi)^2; the product of (1 - y w_j) is sin(sqrt y) / sqrt y. */
const LIMIT: QuadraticForm = {
  reciprocals: (j) => (j * Math.PI) ** 2,
  determinant: (y) => Math.abs(Math.sin(Math.sqrt(y))) / Math.sqrt(y),
};

/** Sums, over the places 1 to t in a tied group, the squared mean gap and its variance (hypergeometric). */
function averagedStatistic(groups: readonly RankGroup[], n: number, m: number): number {
  let gap = 0;
  let sum = 0;
  for (const { a, b, tied } of groups) {
    const t = a + b;
    const step = a * m - b * n;
    const slope = step / t;
    sum += t * gap * gap + (gap * step + (slope * slope * t * (2 * t + 1)) / 6) * (t + 1);
    if (tied) sum += ((n + m) ** 2 * (a / t) * b * (t + 1)) / 6;
    gap += step;
  }
  return sum / (n + m) ** 2 / n / m;
}

function midrankStatistic(groups: readonly RankGroup[], n: number, m: number): number {
  let u = 0;
  let before = { a: 0, b: 0 };
  for (const { a, b } of groups) {
    const rank = before.a + before.b + (a + b + 1) / 2;
    u += n * squares(a, rank - before.a - (a + 1) / 2) + m * squares(b, rank - before.b - (b + 1) / 2);
    before = { a: before.a + a, b: before.b + b };
  }
  const product = n * m;
  return u / (product * (n + m)) - (4 * product - 1) / (6 * (n + m));
}

/** Sum of (gap + d)^2 over `count` whole steps d centred on 0. */
const squares = (count: number, gap: number): number =>
  count * gap * gap + (count * (count * count - 1)) / 12;

/**
 * Exact null distribution of the two-sample Cramer-von Mises statistic without ties: the chance of a T at least as large, by
 * summing squared gaps over all lattice paths from (0, 0) to (n, m).
 *
 *   zeta = sum over the steps of the path of (a i - b j)^2,  a = lcm / n, b = lcm / m,  T = zeta n m / (lcm^2 (n + m)^2)
 *
 * Paths are merged where place and sum agree, and counted at once when their sum has reached the one asked about.
 *
 * @param zeta  the sum asked about, in whole steps; whatever is not whole counts as the next whole number
 * @param n  size of one sample, 1 to 20: the work grows fast
 * @param m  size of the other
 * @returns P(zeta or more), relative error below 1e-12
 * @see Anderson (1962); Xiao, Gordon & Yakovlev (2006), J. Stat. Softw. 17(8); witness: scipy.stats.cramervonmises_2samp
 */
function cramerVonMisesExactTail(zeta: number, n: number, m: number): number {
  const lcm = leastCommonMultiple(n, m);
  const [a, b] = [lcm / n, lcm / m];
  // What every path of this place has of each sum; sums that reached zeta lie under `Infinity`.
  let row: Map<number, number>[] = [];
  for (let i = 0; i <= n; i++) {
    const next: Map<number, number>[] = [];
    for (let j = 0; j <= m; j++) {
      const gap = (a * i - b * j) ** 2;
      const paths = new Map<number, number>(i === 0 && j === 0 ? [[zeta > 0 ? 0 : Infinity, 1]] : []);
      if (i > 0) extend(paths, row[j]!, gap, zeta, i / (i + j));
      if (j > 0) extend(paths, next[j - 1]!, gap, zeta, j / (i + j));
      next.push(paths);
    }
    row = next;
  }
  return Math.min(1, row[m]!.get(Infinity) ?? 0);
}

/** A path to (i, j) came from (i - 1, j) with chance i / (i + j): all paths to a place are equally probable. */
function extend(
  paths: Map<number, number>,
  from: ReadonlyMap<number, number>,
  gap: number,
  zeta: number,
  chance: number,
): void {
  for (const [sum, share] of from) {
    const reached = sum + gap >= zeta ? Infinity : sum + gap;
    paths.set(reached, (paths.get(reached) ?? 0) + share * chance);
  }
}

/** Least common multiple of two whole numbers above 0. */
function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
