import { normalUpperTail } from '../functions/normal.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { fisherExact } from './fisher-exact.ts';

/** Below this expected count in any of the four cells the normal approximation is left for the exact test. */
const LEAST_EXPECTED = 5;

/** `count` of `size` rows have the property. */
export type Proportion = { readonly count: number; readonly size: number };

/** `difference` is current less reference; `statistic` is z, where the method has one, with the same sign. */
export type TwoProportions = {
  readonly computable: true;
  readonly method: 'fisher-exact' | 'pooled-z';
  readonly difference: number;
  readonly statistic?: number;
  readonly pValue: number;
};

/**
 * Two-sided test that a rate is the same in both samples: Fisher's exact test where any expected count is below 5, the
 * pooled z-test otherwise. Two equal rates of 0 or 1 are p = 1, not 0 / 0.
 *
 * @param reference  whole counts
 * @param current  whole counts
 * @returns the test with its method, or why there is none: a sample is empty
 * @throws RangeError when a count is not whole or not within its sample
 * @see witnesses: scipy.stats.fisher_exact, statsmodels proportions_ztest
 */
export function twoProportions(reference: Proportion, current: Proportion): TwoProportions | NotComputable {
  requireProportion(reference);
  requireProportion(current);
  if (reference.size === 0) return notComputable('the reference sample is empty');
  if (current.size === 0) return notComputable('the current sample is empty');

  const difference = current.count / current.size - reference.count / reference.size;
  const z = lowestExpected(reference, current) < LEAST_EXPECTED ? undefined : pooledZ(reference, current);
  if (z === undefined) {
    const pValue = fisherExact([reference.count, current.count], [reference.size, current.size]);
    return { computable: true, method: 'fisher-exact', difference, pValue };
  }
  return { computable: true, method: 'pooled-z', difference, statistic: z.statistic, pValue: z.pValue };
}

/**
 * The z-test of two proportions with the pooled variance.
 *
 *   z = (p_current - p_reference) / sqrt( p (1 - p) (1/n + 1/m) ),  p = all successes / all rows
 *
 * @returns z and the two-sided p, or undefined when p is 0 or 1 or a sample is empty: no variance to divide by
 * @see witness: statsmodels proportions_ztest, with the sign turned: positive here means that the rate rose
 */
export function pooledZ(
  reference: Proportion,
  current: Proportion,
): { readonly statistic: number; readonly pValue: number } | undefined {
  const size = reference.size + current.size;
  const pooled = (reference.count + current.count) / size;
  const variance = pooled * (1 - pooled) * (1 / reference.size + 1 / current.size);
  if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) return undefined;
  const difference = current.count / current.size - reference.count / reference.size;
  const statistic = difference / Math.sqrt(variance);
  return { statistic, pValue: 2 * normalUpperTail(Math.abs(statistic)) };
}

function lowestExpected(reference: Proportion, current: Proportion): number {
  const size = reference.size + current.size;
  const successes = reference.count + current.count;
  return (Math.min(reference.size, current.size) * Math.min(successes, size - successes)) / size;
}

function requireProportion({ count, size }: Proportion): void {
  if (Number.isInteger(count) && Number.isInteger(size) && count >= 0 && count <= size) return;
  throw new RangeError(`twoProportions requires whole counts within their sample, found ${count} of ${size}`);
}
