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
