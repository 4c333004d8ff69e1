import type { ComparedColumn } from '../../profile/yardstick.ts';
import type { FeatureDrift, Verdict } from '../../result/result-schema.ts';
import { type ColumnState, type Judging, testOf } from '../column-state.ts';
import { leastClockShift, ofClock } from '../derived/clock.ts';
import { comparesTimes, isTime } from '../derived/plan-derived.ts';
import { judge } from '../judge.ts';
import { type Corrected, type Measurement, tested, untested } from '../measurement.ts';
import { hides } from '../usual/hides.ts';
import { type UsualValues, usualValues } from '../usual/values.ts';
import { limitsOf, scaleOfTest, thresholdsMeant } from './effect-thresholds.ts';
import { measureCategories } from './measure-categories.ts';
import { measureNumbers } from './measure-numbers.ts';
import type { MeasuredTest, MeasuredValues } from './measured.ts';
import type { EffectScale } from './method.ts';
import { distances } from './methods.ts';
import { riseAlone } from './rise-alone.ts';
import { derivedUnits } from './words.ts';

/** What was decided on the values of a column. */
export interface JudgedValues {
  /** Undefined where they were not tested and nothing is to be said of that. */
  readonly verdict?: Verdict;
  readonly measures: FeatureDrift['measures'];
  readonly resolution?: FeatureDrift['resolution'];
  /** Why no batch can ever be compared with this reference. */
  readonly notCompared?: string;
  /** Whether the effect is too small to matter even at the upper end of its interval. */
  readonly isEquivalent: boolean;
}

/** Measures the values of a column: of numbers and categories; of texts and vectors there is nothing to test. */
export function measureValues(
  column: ComparedColumn,
  reference: ColumnState,
  batch: ColumnState,
  judging: Judging,
): Measurement<JudgedValues> {
  const current = riseAlone(column, reference, batch);
  const values = valuesOf(column, reference, current);
  if (!values) return untested({ measures: [], isEquivalent: false });
  const { test, notCompared } = values;
  if (!test.computable) {
    const verdict: Verdict = { status: 'inconclusive', reason: test.reason };
    return untested({ verdict, measures: [], isEquivalent: false, ...(notCompared ? { notCompared } : {}) });
  }
  const usual = judging.usual && usualValues(judging.usual, column, reference, current);
  return tested({ family: 'values', pValue: test.pValue, ...testOf(column, judging) }, (corrected) =>
    judgeValues(column, values, test, corrected, judging, usual),
  );
}

function valuesOf(
  { bins, drift, derived, sensitive }: ComparedColumn,
  { profile: { values: before } }: ColumnState,
  { profile: { values: now } }: ColumnState,
): MeasuredValues | undefined {
  if (derived && isTime(derived) && !comparesTimes({ drift })) return undefined;
  if (bins.type === 'numbers' && before.type === 'numbers' && now.type === 'numbers')
    return measureNumbers(bins, before, now, drift?.method, {
      unit: derived && derivedUnits[derived.feature],
      sensitive,
    });
  if (bins.type === 'codes' && before.type === 'codes' && now.type === 'codes')
    return measureCategories(bins, before, now, drift?.method);
  return undefined;
}

/** What the contract says of a column's effects; of hours and weekdays, where it says nothing, larger ones matter. */
function askedOf(
  { drift, derived }: Pick<ComparedColumn, 'drift' | 'derived'>,
  scale: EffectScale,
  { minEffect }: Judging,
): ComparedColumn['drift'] {
  const asked = thresholdsMeant(drift, scale);
  if (!ofClock(derived) || asked?.minEffect !== undefined) return asked;
  return { ...asked, minEffect: Math.max(minEffect, leastClockShift) };
}

const usualOf = {
  moved: 'rows',
  value: 'rows at one value',
  range: 'rows in a narrow range',
} as const satisfies Readonly<Record<UsualValues['by'], string>>;

/** The test decides, or the distance that the contract names on the size of what the test found to be there. */
function judgeValues(
  { drift, derived, critical }: ComparedColumn,
  values: MeasuredValues,
  test: MeasuredTest,
  { qValue, alpha, strictestAlpha }: Corrected,
  judging: Judging,
  usual: UsualValues | undefined,
): JudgedValues {
  const { statistic, pValue, effect, exact, bound, samples } = test;
  const scale = scaleOfTest(test);
  const ofTest = limitsOf(scale, askedOf({ drift, derived }, scale, judging), judging, critical);
  const deciding = values.decidedBy && distances[values.decidedBy.method];
  const words = deciding?.effect ?? scale;
  const ofValues = deciding ? limitsOf(deciding.effect, drift, judging, critical) : ofTest;
  // As many rows as this move on a healthy day: what is new is smaller.
  const limits =
    usual && usual.by !== 'moved' ? { ...ofValues, criticalEffect: Number.POSITIVE_INFINITY } : ofValues;
  const detectable = test.detectable(strictestAlpha);
  const inUnit = (share: number) => (deciding ? deciding.atShift(share) : share);
  const isShare = scale.unit === 'share of rows';
  // Where nearly all rows may move, a change is told as one that does not stand out: it is never called stable.
  const isTold = usual?.by === 'moved' && isShare && !hides(usual.limit);
  const usually = isTold ? usual.limit.upTo : 0;
  const resolution = inUnit(Math.min(1, Math.max(detectable, usually)));
  const verdict = judge({
    qValue,
    alpha,
    effect: values.decidedBy?.distance ?? effect,
    limits,
    usual: usual?.limit,
    usualOf: usual ? usualOf[usual.by] : 'rows',
    detectable: inUnit(detectable),
    resolution,
    words,
    change: () => values.change?.() ?? { kind: 'distribution' },
    rows: Math.min(samples.reference, samples.current),
  });
  const measure = {
    method: test.method,
    statistic,
    pValue,
    qValue,
    effect,
    minEffect: ofTest.minEffect,
    resolution: Math.min(1, Math.max(detectable, usually)),
    unit: scale.unit,
    ...(usual ? { usual: usual.limit } : {}),
    alpha,
    correction: 'benjamini-hochberg' as const,
    exact,
    ...(bound === undefined ? {} : { bound }),
    samples,
  };
  const besides = values.distances.map((distance) => ({
    ...distance,
    unit: distances[distance.method].effect.unit,
    ...(distance === values.decidedBy ? { minEffect: limits.minEffect, resolution } : {}),
  }));
  return {
    verdict,
    measures: [measure, ...besides],
    resolution: { effect: resolution, unit: words.unit },
    isEquivalent:
      !deciding && test.upper !== undefined && verdict.status === 'stable' && test.upper() < limits.minEffect,
  };
}
