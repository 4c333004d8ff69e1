import { type ColumnContract, type Contract, isMonitored } from '../contract/contract.ts';
import type { ViolationCode } from '../contract/violation.ts';
import type { Profile } from '../profile/profile.ts';
import type { ColumnBins } from '../profile/reference-bins.ts';
import type {
  Drift,
  FeatureDrift,
  RateDrift,
  Severity,
  Verdict,
  ViolationCount,
} from '../result/result-schema.ts';
import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';
import { familyShares, featureEffects, rateEffects } from './defaults.ts';
import { direction, numberInWords, percent } from './in-words.ts';
import { judge } from './judge.ts';
import { measureCategories } from './measure-categories.ts';
import { measureNumbers } from './measure-numbers.ts';
import { type ColumnState, type MeasuredRate, measureRates } from './measure-rates.ts';
import type { MeasuredTest, MeasuredValues } from './measured.ts';

/** One set of rows: what its pass over the bytes left. */
export interface ProfiledRows {
  readonly profile: Profile;
  /** What rows broke, by code and column. */
  readonly violations: readonly ViolationCount[];
}

export interface Comparison {
  readonly contract: Contract;
  /** The reference's bins, one for each column of the contract, in its order. */
  readonly bins: readonly ColumnBins[];
  readonly reference: ProfiledRows;
  readonly current: ProfiledRows;
}

interface Measured {
  readonly column: ColumnContract;
  readonly values: MeasuredValues | undefined;
  readonly rates: readonly MeasuredRate[];
}

/** A p-value that was corrected, and what its family held it against. */
interface Corrected {
  readonly qValue: number;
  /** Level of the family. */
  readonly alpha: number;
  /** Level at which the strictest test of the family is decided: what the power of a test is stated for. */
  readonly strictestAlpha: number;
}

/** Compares a batch with its reference: measure every monitored column, correct within families, judge, sum up. */
export function compareProfiles(comparison: Comparison): Drift {
  const measured = measureColumns(comparison);
  const { alpha, criticalShare } = comparison.contract.drift;
  const tests = measured.flatMap(({ values }) => (values?.test.computable ? [values.test] : []));
  const rates = measured.flatMap((column) => column.rates);
  const correctedTests = correct(tests, alpha * familyShares.features);
  const correctedRates = correct(rates, alpha * familyShares.rates);
  const features = measured.map((column) => judgeFeature(column, correctedTests, correctedRates));
  return {
    ...summarise(features, criticalShare),
    alpha,
    tests: tests.length + rates.length,
    features: features.toSorted(byImportance),
  };
}

function measureColumns({ contract, bins, reference, current }: Comparison): readonly Measured[] {
  return contract.columns.flatMap((column, index) => {
    const columnBins = bins[index];
    const before = columnState(reference, column, index);
    const now = columnState(current, column, index);
    if (!isMonitored(column) || !columnBins || !before || !now) return [];
    return [
      {
        column,
        values: measureValues(columnBins, before, now),
        rates: measureRates(columnBins, before, now),
      },
    ];
  });
}

function columnState(
  { profile, violations }: ProfiledRows,
  column: ColumnContract,
  index: number,
): ColumnState | undefined {
  const columnProfile = profile.columns[index];
  if (!columnProfile) return undefined;
  const counts = violations
    .filter((violation) => violation.column === column.name)
    .map(({ code, count }): [ViolationCode, number] => [code, count]);
  return { profile: columnProfile, violations: new Map(counts) };
}

function measureValues(
  bins: ColumnBins,
  reference: ColumnState,
  current: ColumnState,
): MeasuredValues | undefined {
  const before = reference.profile.values;
  const now = current.profile.values;
  if (bins.type === 'numbers' && before.type === 'numbers' && now.type === 'numbers') {
    return measureNumbers(bins, before, now);
  }
  if (bins.type === 'codes' && before.type === 'codes' && now.type === 'codes') {
    return measureCategories(bins, before, now);
  }
  return undefined;
}

function correct<Test extends { readonly pValue: number }>(
  tests: readonly Test[],
  alpha: number,
): ReadonlyMap<Test, Corrected> {
  const qValues = benjaminiHochberg(tests.map(({ pValue }) => pValue));
  const strictestAlpha = alpha / Math.max(1, tests.length);
  return new Map(tests.map((test, index) => [test, { qValue: qValues[index]!, alpha, strictestAlpha }]));
}

function judgeFeature(
  { column, values, rates }: Measured,
  correctedTests: ReadonlyMap<MeasuredTest, Corrected>,
  correctedRates: ReadonlyMap<MeasuredRate, Corrected>,
): FeatureDrift {
  const test = values?.test.computable ? values.test : undefined;
  const correctedTest = test && correctedTests.get(test);
  const judgedRates = rates.flatMap((rate) => {
    const corrected = correctedRates.get(rate);
    return corrected ? [judgeRate(column, rate, corrected)] : [];
  });
  const judgedTest = test && correctedTest && judgeTest(column, test, correctedTest, values?.change);
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
  change: string | undefined,
) {
  const { qValue, alpha, strictestAlpha } = corrected;
  const minEffect = column.drift?.minEffect ?? featureEffects.minEffect;
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
    const severity = worst(drifted.map((verdict) => verdict.severity));
    return { status: 'drifted', severity, reason: drifted.map(({ reason }) => reason).join('; ') };
  }
  const unclear = verdicts.find(({ status }) => status === 'inconclusive');
  return unclear ?? verdicts[0] ?? { status: 'stable', reason: 'no missing or invalid value' };
}

function summarise(
  features: readonly FeatureDrift[],
  criticalShare: number,
): Pick<Drift, 'status' | 'severity' | 'reason'> {
  const drifted = features.flatMap(({ verdict }) => (verdict.status === 'drifted' ? [verdict.severity] : []));
  const unclear = features.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  const of = `of ${features.length} ${features.length === 1 ? 'feature' : 'features'}`;
  if (drifted.length > 0) {
    const isWide = features.length > 1 && drifted.length / features.length >= criticalShare;
    return {
      status: 'drifted',
      severity: isWide ? 'critical' : worst(drifted),
      reason: `${drifted.length} ${of} drifted`,
    };
  }
  if (features.length === 0)
    return { status: 'inconclusive', reason: 'the contract has no column to compare' };
  if (unclear > 0)
    return { status: 'inconclusive', reason: `no drift seen, but ${unclear} ${of} could not be told` };
  return { status: 'stable', reason: `none ${of} drifted` };
}

function worst(found: readonly Severity[]): Severity {
  return found.includes('critical') ? 'critical' : 'warning';
}

/** Drifted features first, then the undecided; among them the largest effect first. */
function byImportance(a: FeatureDrift, b: FeatureDrift): number {
  return rank(b.verdict) - rank(a.verdict) || largestEffect(b) - largestEffect(a);
}

function rank(verdict: Verdict): number {
  switch (verdict.status) {
    case 'drifted':
      return verdict.severity === 'critical' ? 3 : 2;
    case 'inconclusive':
      return 1;
    case 'stable':
      return 0;
    default:
      return verdict satisfies never;
  }
}

function largestEffect({ measures, rates }: FeatureDrift): number {
  const effects = measures.map((measure) => ('effect' in measure ? measure.effect : 0));
  return Math.max(0, ...effects, ...rates.map(({ effect }) => effect));
}
