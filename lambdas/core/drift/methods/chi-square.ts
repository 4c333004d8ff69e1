import { chiSquare as compare } from '../../stats/chi-square.ts';
import { fisherExact } from '../../stats/fisher-exact.ts';
import { type PooledCategories, pooledCategories } from '../../stats/pooled-categories.ts';
import { smallestDetectableChiSquare } from '../../stats/smallest-detectable-shift.ts';
import { totalVariation } from '../../stats/total-variation.ts';
import { featureEffects } from '../defaults.ts';
import { percent } from '../in-words.ts';
import type { MeasuredTest, Samples } from '../measured.ts';
import type { CategoryPair, EffectScale, TestRecord } from '../method.ts';
import { surestAlone } from './category-alone.ts';

/** Effects told as total variation: the share of rows that changed category. */
export const inRows: EffectScale = {
  unit: 'share of rows',
  ...featureEffects,
  inWords: (effect) => `${percent(effect)} of the rows`,
};

/**
 * Chi-square of homogeneity with small categories pooled, the default for categories; Fisher's exact test where only two cells
 * would be left and they are small.
 */
export const chiSquare: TestRecord = {
  method: 'chi-square',
  effect: inRows,
  codes: (pair) => pooledTest(pair, 'chi-square', compare),
};

type TableTest = typeof compare;

/** Part of the level that the table has where categories had to be pooled; the rest is that of categories alone. */
const shareOfTable = 0.9;

/**
 * A test of the pooled table, or Fisher's where nothing is left of it. Where categories were pooled each of them is tested alone, too,
 * at a part of the level, and the surer of both decides.
 */
export function pooledTest(pair: CategoryPair, method: 'chi-square' | 'g-test', of: TableTest): MeasuredTest {
  const pooled = pooledCategories(pair.reference, pair.current);
  const table = pooled.members.length < 2 ? undefined : tableTest(pair, pooled, method, of);
  const whole = table ?? fisherTest(pair);
  const hidden = pooled.members.filter(({ length }) => length > 1).flat();
  // Of two categories one test says all.
  if (hidden.length === 0 || pooled.members.flat().length < 3) return whole;
  const alone = surestAlone(pair, hidden);
  const ofTable = Math.min(1, whole.pValue / shareOfTable);
  const ofAlone = alone ? Math.min(1, alone.pValue / (1 - shareOfTable)) : 1;
  if (alone && ofAlone < ofTable) {
    const { difference } = alone;
    const effect = Math.abs(difference);
    return { ...whole, method: 'fisher-exact', statistic: difference, pValue: ofAlone, effect };
  }
  return { ...whole, pValue: ofTable, detectable: (alpha) => whole.detectable(alpha * shareOfTable) };
}

function tableTest(
  { samples }: CategoryPair,
  { reference, current }: PooledCategories,
  method: 'chi-square' | 'g-test',
  of: TableTest,
): MeasuredTest | undefined {
  const test = of([reference, current]);
  if (!test.computable) return undefined;
  const variation = totalVariation(reference, current);
  return {
    computable: true,
    method,
    statistic: test.statistic,
    pValue: test.pValue,
    effect: variation.computable ? variation.distance : 0,
    exact: true,
    samples,
    // Total variation is at most half of Cohen's w: a shift of w / 2 has this effect or a larger one.
    detectable: (alpha) => detectableShare(samples, alpha, test.degreesOfFreedom),
  };
}

/** The commonest category against all others: what is left to test when the others are too few to stand alone. */
function fisherTest({ reference, current, samples }: CategoryPair): MeasuredTest {
  const totals = reference.map((count, column) => count + current[column]!);
  const commonest = totals.indexOf(Math.max(...totals));
  const successes = [reference[commonest]!, current[commonest]!] as const;
  const difference = successes[1] / samples.current - successes[0] / samples.reference;
  return {
    computable: true,
    method: 'fisher-exact',
    statistic: difference,
    pValue: fisherExact(successes, [samples.reference, samples.current]),
    effect: Math.abs(difference),
    exact: true,
    samples,
    detectable: (alpha) => detectableShare(samples, alpha, 1),
  };
}

function detectableShare({ reference, current }: Samples, alpha: number, degreesOfFreedom: number): number {
  return Math.min(1, smallestDetectableChiSquare({ n: reference, m: current, alpha }, degreesOfFreedom) / 2);
}
