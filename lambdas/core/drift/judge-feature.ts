import type { ColumnContract } from '../contract/contract.ts';
import type { FeatureDrift, RateDrift, Verdict } from '../result/result-schema.ts';
import type { Corrected } from './correct-family.ts';
import { featureEffects, rateEffects } from './defaults.ts';
import { direction, numberInWords, percent } from './in-words.ts';
import { judge } from './judge.ts';
import type { MeasuredColumn } from './measure-columns.ts';
import type { MeasuredRate } from './measure-rates.ts';
import type { MeasuredTest, MeasuredValues } from './measured.ts';
import { worstSeverity } from './worst-severity.ts';

/** Judges one column on its corrected tests: that of its values, and those of its rates. */
export function judgeFeature(
  { column, values, rates }: MeasuredColumn,
  correctedTests: ReadonlyMap<MeasuredTest, Corrected>,
  correctedRates: ReadonlyMap<MeasuredRate, Corrected>,
  minEffectOfModel: number,
): FeatureDrift {
  const test = values?.test.computable ? values.test : undefined;
  const correctedTest = test && correctedTests.get(test);
  const judgedRates = rates.flatMap((rate) => {
    const corrected = correctedRates.get(rate);
    return corrected ? [judgeRate(column, rate, corrected)] : [];
  });
  const judgedTest =
    test && correctedTest && judgeTest(column, test, correctedTest, minEffectOfModel, values?.change);
  return {
    name: column.name,
    kind: column.kind,
    verdict: overall(valuesVerdict(values, judgedTest?.verdict), judgedRates),
    measures: [...(judgedTest ? [judgedTest.measure] : []), ...(values?.distances ?? [])],
    rates: judgedRates,
  };
}

function judgeTest(
  column: ColumnContract,
  test: MeasuredTest,
  corrected: Corrected,
  minEffectOfModel: number,
  change: string | undefined,
) {
  const { qValue, alpha, strictestAlpha } = corrected;
  const minEffect = column.drift?.minEffect ?? minEffectOfModel;
  const { method, statistic, pValue, effect, exact, bound, samples } = test;
  const verdict = judge({
    qValue,
    alpha,
    effect,
    minEffect,
    criticalEffect: column.drift?.criticalEffect ?? featureEffects.criticalEffect,
    isCritical: column.critical,
    detectable: test.detectable(strictestAlpha),
    change: change ?? 'the distribution changed',
    effectInWords: (value) =>
      method === 'ks' ? `D = ${numberInWords(value)}` : `${percent(value)} of the rows`,
    rows: Math.min(samples.reference, samples.current),
  });
  const measure: FeatureDrift['measures'][number] = {
    method,
    statistic,
    pValue,
    qValue,
    effect,
    minEffect,
    alpha,
    exact,
    ...(bound === undefined ? {} : { bound }),
    samples,
  };
  return { verdict, measure };
}

const rateNames: Readonly<Record<RateDrift['name'], string>> = {
  missing: 'missing values',
  invalid: 'invalid values',
  unseen: 'values the reference does not have',
  'out-of-range': 'values out of range',
};

function judgeRate(column: ColumnContract, rate: MeasuredRate, corrected: Corrected): RateDrift {
  const { name, pValue, effect } = rate;
  const { qValue, alpha, strictestAlpha } = corrected;
  const reference = rate.reference.count / rate.reference.size;
  const current = rate.current.count / rate.current.size;
  const { minEffect, criticalEffect } = rateEffects[name];
  const samples = { reference: rate.reference.size, current: rate.current.size };
  const verdict = judge({
    qValue,
    alpha,
    effect,
    minEffect,
    criticalEffect,
    isCritical: column.critical,
    detectable: rate.detectable(strictestAlpha),
    change: `${rateNames[name]} ${direction(reference, current)} from ${percent(reference)} to ${percent(current)}`,
    effectInWords: (value) => `${percent(value)} of the rows`,
    rows: Math.min(samples.reference, samples.current),
  });
  return { name, reference, current, pValue, qValue, effect, minEffect, alpha, samples, verdict };
}

/** Columns of text have no value test: their rates alone decide. */
function valuesVerdict(values: MeasuredValues | undefined, judged: Verdict | undefined): Verdict | undefined {
  if (judged) return judged;
  if (values && !values.test.computable) return { status: 'inconclusive', reason: values.test.reason };
  return undefined;
}

/** Any drift makes a feature drifted; else anything that could not be told makes it inconclusive. */
function overall(values: Verdict | undefined, rates: readonly RateDrift[]): Verdict {
  const verdicts = [...(values ? [values] : []), ...rates.map(({ verdict }) => verdict)];
  const drifted = verdicts.filter((verdict) => verdict.status === 'drifted');
  if (drifted.length > 0) {
    const severity = worstSeverity(drifted.map((verdict) => verdict.severity));
    return { status: 'drifted', severity, reason: drifted.map(({ reason }) => reason).join('; ') };
  }
  const unclear = verdicts.find(({ status }) => status === 'inconclusive');
  return unclear ?? verdicts[0] ?? { status: 'stable', reason: 'no missing or invalid value' };
}
