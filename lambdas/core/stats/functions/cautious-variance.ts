/** Standard deviations above the mean of the normal distribution that one in five exceeds. */
const oneInFive = 0.8416;

/**
 * A variance, as large as it may well be: that of so few samples is further up than this in one case of five.
 *
 *   variance * f / chi²(0.2; f)
 *
 * @param freedom  f, the degrees of freedom it was found with, from 1 on
 */
export function cautiousVariance(variance: number, freedom: number): number {
  const part = 2 / (9 * freedom);
  // Wilson and Hilferty's: the cube root of chi² is nearly normal.
  const low = (1 - part - oneInFive * Math.sqrt(part)) ** 3;
  return variance / low;
}
