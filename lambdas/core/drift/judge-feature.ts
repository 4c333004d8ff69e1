import { worstOf } from '../../severities.ts';
import type { ColumnContract } from '../contract/contract.ts';
import type { FeatureDrift, RateDrift, Verdict } from '../result/result-schema.ts';
import type { MeasuredRate, RateTest } from '../signals/rates/measure-rates.ts';
import { testThresholds, thresholds } from '../signals/values/effect-thresholds.ts';
import { distances } from '../signals/values/methods.ts';
import { upperDifference } from '../stats/tests/effect-upper-bounds.ts';
import { direction, percent } from '../text/in-words.ts';
import type { Corrected } from './correct-family.ts';
import { rateEffects } from './defaults.ts';
import { judge } from './judge.ts';
import type { MeasuredColumn } from './measure-columns.ts';
import type { MeasuredTest, MeasuredValues } from './measured.ts';

/**
 * Judges one column on its corrected tests: that of its values, and those of its rates.
 *
 * @param shareOfBatch  share of the batch's rows that the tests are of: what is critical, is so by its share of all rows
 */
export function judgeFeature(
  measured: MeasuredColumn,
  correctedTests: ReadonlyMap<MeasuredTest, Corrected>,
  correctedRates: ReadonlyMap<RateTest, Corrected>,
  minEffectOfModel: number,
  shareOfBatch = 1,
): FeatureDrift {
  const { column, derived, values, rates, notCompared } = measured;
  const test = values?.test.computable ? values.test : undefined;
  const correctedTest = test && correctedTests.get(test);
  const judgedRates = rates.flatMap((rate) => {
    const corrected = correctedRates.get(rate);
    return corrected ? [judgeRate(column, rate, corrected, shareOfBatch)] : [];
  });
  const judgedTest =
    values && test && correctedTest
      ? judgeValues(column, values, test, correctedTest, minEffectOfModel, shareOfBatch)
      : undefined;
  const verdict = overall(judgedTest?.verdict ?? untestedValues(measured), judgedRates);
  return {
    name: column.name,
    kind: column.kind,
    ...(derived ? { derivedFrom: derived.source } : {}),
    verdict,
    ...(judgedTest ? { resolution: judgedTest.resolution } : {}),
    ...(verdict.status === 'stable' && isEquivalent(measured, judgedTest) ? { equivalent: true } : {}),
    ...(notCompared === undefined ? {} : { notCompared }),
    measures: judgedTest?.measures ?? [],
    rates: judgedRates,
  };
}

/** What was decided on the values of a column. */
interface JudgedValues {
  readonly verdict: Verdict;
  readonly measures: FeatureDrift['measures'];
  readonly resolution: NonNullable<FeatureDrift['resolution']>;
  readonly minEffect: number;
}

/** Whether every effect is too small to matter even at the upper end of its interval. */
function isEquivalent(
  { values, rates, silentRates }: MeasuredColumn,
  judged: JudgedValues | undefined,
): boolean {
  const test = values?.test;
  if (!judged || !test?.computable || test.upper === undefined || values?.decidedBy) return false;
  const none = [test.samples.reference, test.samples.current].map((size) => ({ count: 0, size }));
  const ofSilent = upperDifference(none[0]!, none[1]!);
  return (
    test.upper() < judged.minEffect &&
    rates.every(({ name, upper }) => upper() < rateEffects[name].minEffect) &&
    (silentRates === 0 || ofSilent < rateEffects.missing.minEffect)
  );
}

/** The test decides, or the distance that the contract names on the size of what the test found to be there. */
function judgeValues(
  column: ColumnContract,
  values: MeasuredValues,
  test: MeasuredTest,
  corrected: Corrected,
  minEffectOfModel: number,
  shareOfBatch: number,
): JudgedValues {
  const { qValue, alpha, strictestAlpha } = corrected;
  const { statistic, pValue, effect, exact, bound, samples } = test;
  const ofTest = testThresholds(column, test, minEffectOfModel);
  const deciding = values.decidedBy && distances[values.decidedBy.method];
  const limits = deciding ? thresholds(deciding.effect, column.drift, minEffectOfModel) : ofTest;
  const detectable = test.detectable(strictestAlpha);
  const resolution = deciding ? deciding.atShift(detectable) : detectable;
  const verdict = judge({
    qValue,
    alpha,
    effect: values.decidedBy?.distance ?? effect,
    ...limits,
    criticalEffect: limits.criticalEffect / shareOfBatch,
    mustShow: Math.max(limits.minEffect, limits.criticalEffect),
    isCritical: column.critical,
    detectable: resolution,
    change: () => values.change?.() ?? 'the distribution changed',
    rows: Math.min(samples.reference, samples.current),
  });
  const measure = {
    method: test.method,
    statistic,
    pValue,
    qValue,
    effect,
    minEffect: ofTest.minEffect,
    resolution: detectable,
    unit: ofTest.unit,
    alpha,
    correction: 'benjamini-hochberg' as const,
    exact,
    ...(bound === undefined ? {} : { bound }),
    samples,
  };
  const besides = values.distances.map((distance) => ({
    ...distance,
    unit: distances[distance.method].effect.unit,
    ...(distance === values.decidedBy && deciding ? { minEffect: limits.minEffect, resolution } : {}),
  }));
  return {
    verdict,
    measures: [measure, ...besides],
    resolution: { effect: resolution, unit: limits.unit },
    minEffect: limits.minEffect,
  };
}

const rateNames: Readonly<Record<RateDrift['name'], string>> = {
  missing: 'missing values',
  invalid: 'invalid values',
  unseen: 'values the reference does not have',
  'out-of-range': 'values out of range',
  future: 'times more than a day after arrival',
  'out-of-order': 'rows out of order',
};

function judgeRate(
  column: ColumnContract,
  rate: MeasuredRate,
  corrected: Corrected,
  shareOfBatch: number,
): RateDrift {
  const { name, pValue, effect } = rate;
  const { qValue, alpha, strictestAlpha } = corrected;
  const reference = rate.reference.count / rate.reference.size;
  const current = rate.current.count / rate.current.size;
  const { minEffect, criticalEffect } = rateEffects[name];
  const samples = { reference: rate.reference.size, current: rate.current.size };
  const resolution = rate.detectable(strictestAlpha);
  const verdict = judge({
    qValue,
    alpha,
    effect,
    minEffect,
    criticalEffect: criticalEffect / shareOfBatch,
    mustShow: criticalEffect,
    isCritical: column.critical,
    detectable: resolution,
    change: () =>
      `${rateNames[name]} ${direction(reference, current)} from ${percent(reference)} to ${percent(current)}`,
    effectInWords: (value) => `${percent(value)} of the rows`,
    shiftInWords: (value) => `a change of ${percent(value)} of the rows`,
    rows: Math.min(samples.reference, samples.current),
  });
  return { name, reference, current, pValue, qValue, effect, minEffect, resolution, alpha, samples, verdict };
}

/** Columns whose numbers are compared by what is derived of them have no test of their own: their rates alone decide. */
function untestedValues({ values, notCompared }: MeasuredColumn): Verdict | undefined {
  const reason = notCompared ?? (values && !values.test.computable ? values.test.reason : undefined);
  return reason === undefined ? undefined : { status: 'inconclusive', reason };
}

/** Any drift makes a feature drifted; else anything that could not be told makes it inconclusive. */
function overall(values: Verdict | undefined, rates: readonly RateDrift[]): Verdict {
  const verdicts = [...(values ? [values] : []), ...rates.map(({ verdict }) => verdict)];
  const drifted = verdicts.filter((verdict) => verdict.status === 'drifted');
  if (drifted.length > 0) {
    const severity = worstOf(drifted.map((verdict) => verdict.severity));
    return { status: 'drifted', severity, reason: drifted.map(({ reason }) => reason).join('; ') };
  }
  const unclear = verdicts.find(({ status }) => status === 'inconclusive');
  return unclear ?? verdicts[0] ?? { status: 'stable', reason: 'no missing or invalid value' };
}
