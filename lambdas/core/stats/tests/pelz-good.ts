const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Asymptotic expansion of the two-sided one-sample Kolmogorov-Smirnov distribution, to the third order in 1 / sqrt(n).
 *
 *   P(D_n < d) ~ K0(z) + K1(z) / n^(1/2) + K2(z) / n + K3(z) / n^(3/2),  z = sqrt(n) d
 *
 * The K are sums of theta functions over t = (k + 1/2) pi and, in K2 and K3, over s = k pi.
 *
 * @param d  the statistic, in (0, 1)
 * @param n  sample size; meant for n above 140
 * @returns the probability of a smaller statistic; five digits at n = 141, more with n
 * @see Pelz & Good (1976), J. R. Statist. Soc. B 38; Simard & L'Ecuyer (2011), section 2.4; witness: scipy.stats.kstwo.cdf
 */
export function pelzGoodLowerTail(d: number, n: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const sums = [0, 0, 0, 0];
  // Sixteen standard widths of the slowest Gaussian factor: beyond them a term is below 1e-50.
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 0; k--) {
    const t2 = ((k + 0.5) * Math.PI) ** 2;
    const weight = Math.exp(-t2 / (2 * z2));
    sums[0]! += weight;
    sums[1]! += (t2 - z2) * weight;
    sums[2]! += secondOrder(z2, z4, z6, t2) * weight;
    sums[3]! += thirdOrder(z2, z4, z6, t2) * weight;
  }
  const [extra2, extra3] = wholeTerms(z, z2);
  const k0 = (ROOT_TWO_PI * sums[0]!) / z;
  const k1 = (ROOT_TWO_PI * sums[1]!) / (6 * z4);
  const k2 = (ROOT_TWO_PI * sums[2]!) / (72 * z6 * z) - (ROOT_TWO_PI * extra2) / (36 * z2 * z);
  const k3 = (ROOT_TWO_PI * sums[3]!) / (6480 * z6 * z4) + (ROOT_TWO_PI * extra3) / (216 * z6);
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / n ** 1.5;
}

const secondOrder = (z2: number, z4: number, z6: number, t2: number): number =>
  6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * t2 + (1 - 2 * z2) * t2 * t2;

const thirdOrder = (z2: number, z4: number, z6: number, t2: number): number =>
  -30 * z6 -
  90 * z6 * z2 +
  (135 * z4 - 96 * z6) * t2 +
  (212 * z4 - 60 * z2) * t2 * t2 +
  (5 - 30 * z2) * t2 * t2 * t2;

/** Sums over s = k pi, k >= 1, of s^2 w and of (3 z^2 - s^2) s^2 w, with w = exp(-s^2 / (2 z^2)). */
function wholeTerms(z: number, z2: number): readonly [number, number] {
  let second = 0;
  let third = 0;
  for (let k = Math.ceil((16 * z) / Math.PI); k > 0; k--) {
    const s2 = (k * Math.PI) ** 2;
    const weight = s2 * Math.exp(-s2 / (2 * z2));
    second += weight;
    third += (3 * z2 - s2) * weight;
  }
  return [second, third];
}
