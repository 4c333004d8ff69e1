/**
 * Benjamini-Hochberg adjustment: for each test the false discovery rate at which it would just be rejected.
 *
 *   q_(i) = min over j >= i of min(1, p_(j) n / j),  p_(1) <= ... <= p_(n)
 *
 * @param pValues  p-values of one family, each in [0, 1]; may be empty
 * @returns q-values in the order of the input, each at least its p-value; rejecting q <= alpha holds the rate at alpha
 * @throws RangeError when a p-value is not a number in [0, 1]: a test that could not be computed is not part of a family
 * @see Benjamini & Hochberg (1995); witness: statsmodels multipletests(method='fdr_bh')
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) {
      throw new RangeError(`benjaminiHochberg requires p-values in [0, 1], found ${p}`);
    }
  }
  const n = pValues.length;
  const falling = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(n);
  let smallest = 1;
  falling.forEach((index, place) => {
    smallest = Math.min(smallest, pValues[index]! / ((n - place) / n));
    adjusted[index] = smallest;
  });
  return adjusted;
}
