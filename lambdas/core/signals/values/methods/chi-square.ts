import { totalVariation } from '../../../stats/distances/share-distances.ts';
import { chiSquare as compare } from '../../../stats/tests/chi-square.ts';
import { upperDifference, upperVariation } from '../../../stats/tests/effect-upper-bounds.ts';
import { fisherExact } from '../../../stats/tests/fisher-exact.ts';
import { type PooledCategories, pooledCategories } from '../../../stats/tests/pooled-categories.ts';
import {
  smallestDetectableCategory,
  smallestDetectableDifference,
} from '../../../stats/tests/smallest-detectable-shift.ts';
import type { MeasuredTest, Samples } from '../measured.ts';
import type { CategoryPair, TestRecord } from '../method.ts';
import { surestAlone } from './category-alone.ts';
import { inRows } from './ks.ts';

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
    const { category, difference } = alone;
    const effect = Math.abs(difference);
    return { ...whole, method: 'fisher-exact', statistic: difference, pValue: ofAlone, effect, category };
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
  const sizes = { n: samples.reference, m: samples.current };
  return {
    computable: true,
    method,
    statistic: test.statistic,
    pValue: test.pValue,
    effect: variation.computable ? variation.distance : 0,
    exact: true,
    samples,
    upper: () => upperVariation(test.statistic, test.degreesOfFreedom, sizes),
    detectable: (alpha) =>
      smallestDetectableCategory(
        { ...sizes, alpha },
        test.degreesOfFreedom,
        shareNearestHalf(reference, samples),
      ),
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
    upper: () =>
      upperDifference(
        { count: successes[0], size: samples.reference },
        { count: successes[1], size: samples.current },
      ),
    detectable: (alpha) =>
      smallestDetectableDifference(
        { n: samples.reference, m: samples.current, alpha },
        successes[0] / samples.reference,
      ),
  };
}

/** Of the reference's shares the one whose change is hardest to see. */
function shareNearestHalf(reference: readonly number[], samples: Samples): number {
  const shares = reference.map((count) => count / samples.reference);
  return shares.reduce(
    (nearest, share) => (Math.abs(share - 0.5) < Math.abs(nearest - 0.5) ? share : nearest),
    0,
  );
}
