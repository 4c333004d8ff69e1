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
export function cramerVonMisesExactTail(zeta: number, n: number, m: number): number {
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
export function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
