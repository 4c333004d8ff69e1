import { batchSignals } from '../contract/batch-signals.ts';
import { levelOf } from '../contract/level.ts';
import type { Comparison } from '../profile/comparison.ts';
import type { Profile } from '../profile/profile.ts';
import { type ComparedColumn, comparedColumns, derivedOf } from '../profile/yardstick.ts';
import type { BatchSignalDrift, Drift, FeatureDrift } from '../result/result-schema.ts';
import { byImportance } from '../signals/by-importance.ts';
import { columnState, comparedState, type Judging } from '../signals/column-state.ts';
import { correctTests } from '../signals/correct.ts';
import { areLongEnough, areSpreadAlike, ofClock } from '../signals/derived/clock.ts';
import { comparesTimes, isTime } from '../signals/derived/plan-derived.ts';
import { featureEffects } from '../signals/effects.ts';
import { measureFeature, nothingToCompare } from '../signals/features.ts';
import { all, both, type Measurement, mapped, untested } from '../signals/measurement.ts';
import { compareRepeatedRows } from '../signals/repeated-rows/measure.ts';
import { measureRepresentation } from '../signals/representation/measure.ts';
import { compareSegments } from '../signals/segments/compare-segments.ts';
import { criticalColumns, summariseFeatures } from '../signals/summarise-features.ts';
import { compareMultivariate } from '../signals/together/judge-multivariate.ts';
import { comparePairs } from '../signals/together/judge-pairs.ts';
import { isUnsure, type UsualOfBatch, usualOfBatch } from '../signals/usual/for-batch.ts';
import { usualSpread } from '../signals/usual/limits.ts';
import { spreadInWords } from '../signals/usual/words.ts';

/**
 * Compares a batch with its reference: every signal measures, all tests are corrected together, and what they come to is told
 * and summed up.
 */
export function compareProfiles(comparison: Comparison): Drift {
  const { contract } = comparison;
  const { minEffect = featureEffects.minEffect } = contract.drift;
  const { alpha, batchesPerYear } = comparison.level ?? levelOf(contract, []);
  const known = knownUsual(comparison);
  const { tests, tell } = measure(comparison, {
    alpha,
    minEffect,
    shareOfBatch: 1,
    usual: usualSpread(known, alpha, comparison.current.profile.stretches),
    isLearning: isUnsure(known),
  });
  const { features, ...besides } = tell(correctTests(tests, alpha));
  return {
    ...summariseFeatures({
      features,
      criticalShare: criticalShareOf(comparison, known),
      criticalColumns: criticalColumns(contract),
      besides,
    }),
    alpha,
    ...(batchesPerYear === undefined ? {} : { batchesPerYear: Math.round(batchesPerYear) }),
    criticalShare: contract.drift.criticalShare,
    tests: tests.filter(({ silent }) => !silent).length,
    ...(known ? { usual: spreadInWords(known) } : {}),
    features: features.toSorted(byImportance),
    ...besides,
  };
}

type KnownUsual = UsualOfBatch | undefined;

/** What is known of how far such a batch differs when all is well. */
export function knownUsual({ yardstick, current }: Pick<Comparison, 'yardstick' | 'current'>): KnownUsual {
  return yardstick.usual && usualOfBatch(yardstick.usual, current.profile.stretches);
}

/** From what share of drifted columns on a batch is critical: never where it is not known how far such batches differ. */
export function criticalShareOf({ contract }: Pick<Comparison, 'contract'>, known: KnownUsual): number {
  return isUnsure(known) ? Number.POSITIVE_INFINITY : contract.drift.criticalShare;
}

type Told = Pick<Drift, 'features'> & Partial<Drift>;

/** What every signal measures, as one measurement. */
function measure(comparison: Comparison, judging: Judging): Measurement<Told> {
  const features = measureFeatures(comparison, judging);
  const { association } = comparison.yardstick;
  const pairs =
    association && !comparison.contract.drift.pairs?.ignore
      ? comparePairs(comparison, judging)
      : untested({});
  const multivariate = association ? compareMultivariate(comparison, judging) : untested(undefined);
  const segments = compareSegments(comparison, judging);
  const measured = both(both(both(features, segments), both(pairs, multivariate)), compareRows(comparison));
  return mapped(measured, ([[[ofColumns, bySegment], [byPair, tellMultivariate]], ofRows]) => {
    const { pairs: judgedPairs = [] }: Partial<Drift> = byPair;
    const together = tellMultivariate?.({ features: ofColumns, pairs: judgedPairs });
    return {
      features: [...ofColumns],
      ...byPair,
      ...(together ? { multivariate: together } : {}),
      ...bySegment,
      ...(ofRows.length > 0 ? { batchSignals: [...ofRows] } : {}),
    };
  });
}

/** Measures the rows as a whole, signal by signal. */
function compareRows(comparison: Comparison): Measurement<readonly BatchSignalDrift[]> {
  const { without = [] } = comparison.contract.drift;
  const [before, now] = [comparison.reference.profile, comparison.current.profile];
  // Rows that say less repeat themselves more: an index that one side lacks made each of them another.
  const label = comparison.yardstick.performance?.columns.label;
  if (lacksColumn(before, now, label) || lacksColumn(now, before, label)) return untested([]);
  const measured = { 'repeated-rows': () => compareRepeatedRows(before.repeatedRows, now.repeatedRows) };
  const wanted = batchSignals.filter((signal) => !without.includes(signal));
  return mapped(all(wanted.map((signal) => measured[signal]())), (judged) =>
    judged.flatMap((one) => one ?? []),
  );
}

/** Whether one set of rows has no value in a column that the other one has values in; the label has no part in rows. */
function lacksColumn(one: Profile, other: Profile, label: number | undefined): boolean {
  return one.columns.some(
    ({ cells: { present } }, index) =>
      index !== label && present === 0 && (other.columns[index]?.cells.present ?? 0) > 0,
  );
}

function measureFeatures(comparison: Comparison, judging: Judging): Measurement<readonly FeatureDrift[]> {
  const { contract, yardstick, reference, current } = comparison;
  const sources = new Set(derivedOf(yardstick).map(({ column }) => column));
  return all(
    comparedColumns(yardstick, contract).flatMap((column) => {
      const [before, now] = [reference, current].map((rows) => {
        const state = columnState(rows, column);
        return state && comparedState(column, state);
      });
      if (!before || !now || !comparesClock(comparison, column)) return [];
      const isApart = column.bins.type === 'texts' && !sources.has(column.index);
      const feature = measureFeature(column, before, now, judging, {
        representation: measureRepresentation(comparison, column, judging),
        ...(isApart ? { notCompared: nothingToCompare } : {}),
      });
      return isUntoldTime(column) && feature.tests.length === 0 ? [] : [feature];
    }),
  );
}

/** Hours and weekdays of batches that have too few of them for it to be a sign of anything are not looked at. */
function comparesClock({ reference, current }: Comparison, { derived, index }: ComparedColumn): boolean {
  const of = ofClock(derived);
  if (!derived || !of) return true;
  const [times, own] = [derived.column, index].map((column) => {
    const [before, now] = [reference, current].map(({ profile }) => profile.columns[column]?.values);
    return before?.type === 'numbers' && now?.type === 'numbers'
      ? { reference: before, current: now }
      : undefined;
  });
  if (!times || !own || !areLongEnough(of, times)) return false;
  return areSpreadAlike(of, { reference: own.reference.bins, current: own.current.bins });
}

/** Of times there is nothing to tell, unless there are some that can't be, or the contract has them compared. */
function isUntoldTime({ derived, drift }: ComparedColumn): boolean {
  return derived !== undefined && isTime(derived) && !comparesTimes({ drift });
}
