import type { FeatureDrift, MultivariateDrift } from '../result/result-schema.ts';
import { correctFamily } from './correct-family.ts';
import { familyShares } from './defaults.ts';
import { judgeMultivariate } from './judge-multivariate.ts';
import { type JudgedPairs, judgePairs } from './judge-pairs.ts';
import type { Comparison } from './measure-columns.ts';
import { measurePairs } from './measure-pairs.ts';
import { measureWaves } from './measure-waves.ts';

/** What was found of the columns together. */
export interface Together {
  readonly tests: number;
  /** Empty where the reference keeps nothing of the columns together. */
  readonly drift: Partial<JudgedPairs> & { readonly multivariate?: MultivariateDrift };
}

/** Compares what the columns do together: pair by pair, and all at once. Two families of tests. */
export function compareTogether(comparison: Comparison, features: readonly FeatureDrift[]): Together {
  if (!comparison.association) return { tests: 0, drift: {} };
  const { alpha } = comparison.contract.drift;
  const measured = measurePairs(comparison);
  const pairs = judgePairs(measured, correctFamily(measured, alpha * familyShares.pairs), comparison);
  const waves = measureWaves(comparison);
  const corrected = waves && correctFamily([waves], alpha * familyShares.multivariate).get(waves);
  if (!waves || !corrected) return { tests: measured.length, drift: pairs };
  const found = { features, pairs: pairs.pairs };
  const multivariate = judgeMultivariate(waves, corrected, comparison, found);
  return { tests: measured.length + 1, drift: { ...pairs, multivariate } };
}
