import type { Drift } from '../result/result-schema.ts';
import { byImportance } from './by-importance.ts';
import { compareTogether } from './compare-together.ts';
import { correctFamily } from './correct-family.ts';
import { familyShares, featureEffects } from './defaults.ts';
import { judgeFeature } from './judge-feature.ts';
import { type Comparison, measureColumns } from './measure-columns.ts';
import { summariseFeatures } from './summarise-features.ts';

/** Compares a batch with its reference: measure every monitored column, correct within families, judge, sum up. */
export function compareProfiles(comparison: Comparison): Drift {
  const measured = measureColumns(comparison);
  const { alpha, criticalShare, minEffect = featureEffects.minEffect } = comparison.contract.drift;
  const tests = measured.flatMap(({ values }) => (values?.test.computable ? [values.test] : []));
  const rates = measured.flatMap((column) => column.rates);
  const correctedTests = correctFamily(tests, alpha * familyShares.features);
  const correctedRates = correctFamily(rates, alpha * familyShares.rates);
  const features = measured.map((column) => judgeFeature(column, correctedTests, correctedRates, minEffect));
  const together = compareTogether(comparison, features);
  return {
    ...summariseFeatures(features, criticalShare, together),
    alpha,
    tests: tests.length + rates.length + together.tests,
    features: features.toSorted(byImportance),
    ...together.drift,
  };
}
