import type { RateTest } from '../signals/rates/measure-rates.ts';
import type { CorrectedTests } from '../signals/segments/judge-segments.ts';
import { segmentWeights } from '../signals/segments/segment-weights.ts';
import { correctFamily } from './correct-family.ts';
import { familyShares } from './defaults.ts';
import type { MeasuredColumn } from './measure-columns.ts';
import type { MeasuredTest } from './measured.ts';

type Weight<Test> = readonly [Test, number];

/**
 * Corrects the tests of columns, those of whole ones and those within segments, in two families: values and rates.
 *
 * @param alpha  of the model
 */
export function correctColumns(
  whole: readonly MeasuredColumn[],
  ofSegments: readonly MeasuredColumn[],
  alpha: number,
): CorrectedTests & { readonly tests: number } {
  const values = together(whole.flatMap(testOf(alpha)), ofSegments.flatMap(testOf(alpha)));
  const rates = together(whole.flatMap(ratesOf(alpha)), ofSegments.flatMap(ratesOf(alpha)));
  return {
    values: correct(values, alpha * familyShares.features),
    rates: correct(rates, alpha * familyShares.rates),
    tests: values.size + [...whole, ...ofSegments].reduce((sum, { rates: told }) => sum + told.length, 0),
  };
}

/** The alpha of a column over the model's: the weight of each of its tests. */
function ownWeight({ column }: MeasuredColumn, alpha: number): number {
  return (column.drift?.alpha ?? alpha) / alpha;
}

const testOf =
  (alpha: number) =>
  (measured: MeasuredColumn): readonly Weight<MeasuredTest>[] => {
    const test = measured.values?.test;
    return test?.computable ? [[test, ownWeight(measured, alpha)]] : [];
  };

/**
 * Its rates, and those of which there was nothing to measure: which of them there are depends on the data, and to leave the others
 * out would make much of the one missing value among a hundred columns.
 */
const ratesOf =
  (alpha: number) =>
  (measured: MeasuredColumn): readonly Weight<RateTest>[] => {
    const silent = Array.from({ length: measured.silentRates }, () => ({ pValue: 1 }));
    return [...measured.rates, ...silent].map((rate) => [rate, ownWeight(measured, alpha)]);
  };

function together<Test>(
  whole: readonly Weight<Test>[],
  ofSegments: readonly Weight<Test>[],
): ReadonlyMap<Test, number> {
  const factor = segmentWeights(whole.length, ofSegments.length);
  return new Map([
    ...whole.map(([test, weight]): Weight<Test> => [test, weight * factor.whole]),
    ...ofSegments.map(([test, weight]): Weight<Test> => [test, weight * factor.ofSegments]),
  ]);
}

function correct<Test extends { readonly pValue: number }>(
  weights: ReadonlyMap<Test, number>,
  alpha: number,
) {
  return correctFamily([...weights.keys()], alpha, (test) => weights.get(test) ?? 1);
}
