import { kolmogorovUpperTail } from './kolmogorov-upper-tail.ts';
import { ksExactUpperTail } from './ks-exact-upper-tail.ts';

/** Above this size of the larger sample scipy's `auto` turns to the asymptotic p-value. */
const LARGEST_EXACT = 10_000;

/**
 * Two-sided p-value of the two-sample Kolmogorov-Smirnov test, as `scipy.stats.ks_2samp(method='auto')`.
 *
 * Exact by counting lattice paths while both samples have at most 10,000 values and D itself is exact; else the finite-n
 * one-sample distribution at the effective size, not the Kolmogorov limit, which is far off in the tail:
 *
 *   p = P(D_N >= D),  N = n m / (n + m), rounded half to even
 *
 * @param d  the statistic, in [0, 1]
 * @param n  size of the reference, whole, 1 or above
 * @param m  size of the current sample, whole, 1 or above
 * @param options.exact  whether D is exact, that is {@link ksErrorBound} is 0
 * @returns the p-value, in [0, 1], and how it was found
 * @throws RangeError when a size is not a whole number above 0 or d is not in [0, 1]
 * @see Hodges (1957); Simard & L'Ecuyer (2011); witness: scipy.stats.ks_2samp
 */
export function ksPValue(d: number, n: number, m: number, options: { readonly exact: boolean }): KsPValue {
  if (options.exact && Math.max(n, m) <= LARGEST_EXACT) {
    return { pValue: ksExactUpperTail(d, n, m), exact: true };
  }
  // One value against one: N rounds to 0, and every D has p = 1.
  if (n === 1 && m === 1) return { pValue: 1, exact: true };
  return { pValue: kolmogorovUpperTail(d, roundHalfToEven((n * m) / (n + m))), exact: false };
}

/** `exact` tells an exact p-value of continuous data from one that holds for large samples. */
export type KsPValue = { readonly pValue: number; readonly exact: boolean };

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
