import { correctFamily } from '../../drift/correct-family.ts';
import { familyShares } from '../../drift/defaults.ts';
import type { Comparison } from '../../drift/measure-columns.ts';
import type { FeatureDrift, MultivariateDrift } from '../../result/result-schema.ts';
import { type Found, judgeMultivariate } from './judge-multivariate.ts';
import { type JudgedPairs, judgePairs } from './judge-pairs.ts';
import { measurePairs } from './measure-pairs.ts';
import { measureWaves } from './measure-waves.ts';

/** What was found of the columns together. */
export interface Together {
  readonly tests: number;
  /** Empty where the reference keeps nothing of the columns together. */
  readonly drift: Partial<JudgedPairs> & { readonly multivariate?: MultivariateDrift };
}

/** Compares what the columns do together: pair by pair, and all at once. Two families of tests; the contract may leave one out. */
export function compareTogether(comparison: Comparison, features: readonly FeatureDrift[]): Together {
  if (!comparison.association) return { tests: 0, drift: {} };
  const pairs = comparePairs(comparison);
  const multivariate = compareAll(comparison, { features, pairs: pairs?.pairs ?? [] });
  return {
    tests: (pairs?.pairsCompared ?? 0) + (multivariate ? 1 : 0),
    drift: { ...pairs, ...(multivariate ? { multivariate } : {}) },
  };
}

function comparePairs(comparison: Comparison): JudgedPairs | undefined {
  const { alpha, pairs } = comparison.contract.drift;
  if (pairs?.ignore) return undefined;
  const measured = measurePairs(comparison);
  return judgePairs(measured, correctFamily(measured, alpha * familyShares.pairs), comparison);
}

function compareAll(comparison: Comparison, found: Found): MultivariateDrift | undefined {
  const { alpha, multivariate } = comparison.contract.drift;
  const waves = multivariate?.ignore ? undefined : measureWaves(comparison);
  const corrected = waves && correctFamily([waves], alpha * familyShares.multivariate).get(waves);
  return waves && corrected && judgeMultivariate(waves, corrected, comparison, found);
}
