import type { Drift } from '../result/result-schema.ts';
import {
  compareRepresentation,
  withRepresentation,
} from '../signals/representation/compare-representation.ts';
import { judgeSegments } from '../signals/segments/judge-segments.ts';
import { measureSegments } from '../signals/segments/measure-segments.ts';
import { compareTogether } from '../signals/together/compare-together.ts';
import { byImportance } from './by-importance.ts';
import { correctColumns } from './correct-columns.ts';
import { featureEffects } from './defaults.ts';
import { judgeFeature } from './judge-feature.ts';
import { type Comparison, measureColumns } from './measure-columns.ts';
import { summariseFeatures } from './summarise-features.ts';

/**
 * Compares a batch with its reference: measure every monitored column, of all rows and of those of each segment, correct
 * within families, judge, sum up.
 */
export function compareProfiles(comparison: Comparison): Drift {
  const measured = measureColumns(comparison);
  const segments = measureSegments(comparison);
  const { alpha, criticalShare, minEffect = featureEffects.minEffect } = comparison.contract.drift;
  const ofSegments = segments.flatMap(({ columns }) => columns);
  const corrected = correctColumns(measured, ofSegments, alpha);
  const representation = compareRepresentation(comparison);
  const features = measured.map((one) =>
    withRepresentation(judgeFeature(one, corrected.values, corrected.rates, minEffect), representation),
  );
  const together = compareTogether(comparison, features);
  const bySegment = judgeSegments(segments, corrected, comparison, minEffect);
  const besides = { ...together.drift, ...bySegment };
  return {
    ...summariseFeatures({ features, criticalShare, criticalColumns: markedCritical(comparison), besides }),
    alpha,
    criticalShare,
    tests: corrected.tests + representation.tests + together.tests,
    features: features.toSorted(byImportance),
    ...besides,
  };
}

function markedCritical({ contract }: Comparison): ReadonlySet<string> {
  return new Set(contract.columns.filter(({ critical }) => critical).map(({ name }) => name));
}
