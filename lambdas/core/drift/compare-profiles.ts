import type { Drift } from '../result/result-schema.ts';
import { byImportance } from './by-importance.ts';
import { compareTogether } from './compare-together.ts';
import { correctFamily } from './correct-family.ts';
import { familyShares, featureEffects } from './defaults.ts';
import { judgeFeature } from './judge-feature.ts';
import { type Comparison, type MeasuredColumn, measureColumns } from './measure-columns.ts';
import type { MeasuredRate } from './measure-rates.ts';
import type { MeasuredTest } from './measured.ts';
import { reachOf } from './reach-in-words.ts';
import { summariseFeatures } from './summarise-features.ts';

/** Compares a batch with its reference: measure every monitored column, correct within families, judge, sum up. */
export function compareProfiles(comparison: Comparison): Drift {
  const measured = measureColumns(comparison);
  const { alpha, criticalShare, minEffect = featureEffects.minEffect } = comparison.contract.drift;
  const tests = measured.flatMap(({ values }) => (values?.test.computable ? [values.test] : []));
  const rates = measured.flatMap((column) => column.rates);
  const weights = columnWeights(measured, alpha);
  const weightOf = (test: MeasuredTest | MeasuredRate) => weights.get(test) ?? 1;
  const correctedTests = correctFamily(tests, alpha * familyShares.features, weightOf);
  const correctedRates = correctFamily(rates, alpha * familyShares.rates, weightOf);
  const features = measured.map((column) => judgeFeature(column, correctedTests, correctedRates, minEffect));
  const together = compareTogether(comparison, features);
  const reach = reachOf(measured, correctedTests, features, minEffect);
  return {
    ...summariseFeatures(features, criticalShare, together, reach),
    alpha,
    tests: tests.length + rates.length + together.tests,
    features: features.toSorted(byImportance),
    ...together.drift,
  };
}

/** The alpha of a column over the model's, for each of its tests. */
function columnWeights(
  measured: readonly MeasuredColumn[],
  alpha: number,
): ReadonlyMap<MeasuredTest | MeasuredRate, number> {
  return new Map(
    measured.flatMap(({ column, values, rates }) => {
      const weight = (column.drift?.alpha ?? alpha) / alpha;
      const tests = values?.test.computable ? [values.test, ...rates] : rates;
      return tests.map((test): [MeasuredTest | MeasuredRate, number] => [test, weight]);
    }),
  );
}
