import { expect, test } from '@jest/globals';
import {
  type CrossMoments,
  correlationFromMoments,
  fisherZ,
} from '../../../../../lambdas/core/stats/tests/correlation.ts';
import { studentTwoSidedTail } from '../../../../../lambdas/core/stats/tests/welch.ts';
import { binIndex } from '../../../../support/bin-index.ts';
import {
  type GoldenNumber,
  type GoldenSample,
  goldenCases,
  goldenTally,
  goldenValues,
  type Tolerance,
} from '../../../../support/golden.ts';
import { countsOn, cutsOf, midRanks } from '../samples.ts';

type Tested = { readonly statistic: GoldenNumber; readonly pvalue: GoldenNumber };
type PairCase = {
  readonly id: string;
  readonly inputs: { readonly x: GoldenSample; readonly y: GoldenSample };
  readonly expected: {
    readonly pearson: Tested | { readonly error: readonly string[] };
    readonly spearman: Tested;
  };
  readonly tolerance: { readonly statistic: Tolerance; readonly pvalue: Tolerance };
};
type FisherCase = {
  readonly id: string;
  readonly inputs: { readonly r1: number; readonly n1: number; readonly r2: number; readonly n2: number };
  readonly expected: { readonly z: GoldenNumber; readonly pvalue: GoldenNumber };
  readonly tolerance: { readonly z: Tolerance; readonly pvalue: Tolerance };
};

function momentsOf(x: Float64Array, y: Float64Array): CrossMoments {
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (const [i, a] of x.entries()) {
    const b = y[i]!;
    sumX += a;
    sumY += b;
    sumXX += a * a;
    sumYY += b * b;
    sumXY += a * b;
  }
  return { count: x.length, sumX, sumY, sumXX, sumYY, sumXY };
}

function ranked(sample: Float64Array): Float64Array {
  const cuts = cutsOf(sample);
  const scores = midRanks(countsOn(cuts, sample));
  return sample.map((value) => scores[binIndex(cuts, value)]!);
}

/** About the mean, as profiles keep moments about a center. */
const centred = (sample: Float64Array) => {
  const mean = sample.reduce((a, b) => a + b, 0) / sample.length;
  return sample.map((value) => value - mean);
};

/** A coefficient of 1 but for rounding: p is 0 or nearly so, and which of the two is chance. */
const PERFECT = 1 - 1e-12;

test("Spearman from moments of mid-ranks, Pearson from moments of values, with p by Student's t, as scipy", () => {
  const tally = goldenTally();
  let refused = 0;

  for (const golden of goldenCases<PairCase | FisherCase>('correlation')) {
    if (!('spearman' in golden.expected) || !('x' in golden.inputs) || !('statistic' in golden.tolerance))
      continue;
    const { id, tolerance } = golden;
    const [x, y] = [goldenValues(golden.inputs.x), goldenValues(golden.inputs.y)];
    for (const [name, moments, want] of [
      ['spearman', momentsOf(ranked(x), ranked(y)), golden.expected.spearman],
      ['pearson', momentsOf(centred(x), centred(y)), golden.expected.pearson],
    ] as const) {
      const got = correlationFromMoments(moments);
      if (!got.computable || 'error' in want) {
        expect([id, got.computable, 'error' in want || want.statistic === 'NaN']).toEqual([id, false, true]);
        refused++;
        continue;
      }
      tally.compare(`${id} ${name}`, got.coefficient, want.statistic, tolerance.statistic);
      const [r, freedom] = [got.coefficient, moments.count - 2];
      if (freedom > 0 && Math.abs(r) < PERFECT) {
        const p = studentTwoSidedTail(r * Math.sqrt(freedom / ((1 - r) * (1 + r))), freedom);
        tally.compare(`${id} ${name} p`, p, want.pvalue, tolerance.pvalue);
      } else expect([id, moments.count < 3 || Number(want.pvalue) < 1e-60]).toEqual([id, true]);
    }
  }

  expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
    misses: [],
    asserted: 58,
    refused: 6,
  });
});

test("Fisher's z of two coefficients; perfect ones and three rows are not computable", () => {
  const tally = goldenTally();
  const refused: string[] = [];

  for (const golden of goldenCases<PairCase | FisherCase>('correlation')) {
    if (!('z' in golden.expected) || !('r1' in golden.inputs) || !('z' in golden.tolerance)) continue;
    const { id, tolerance } = golden;
    const { r1, n1, r2, n2 } = golden.inputs;
    const got = fisherZ({ coefficient: r1, count: n1 }, { coefficient: r2, count: n2 }, 'pearson');
    if (!got.computable) {
      refused.push(id);
      continue;
    }
    tally.compare(`${id} z`, got.statistic, golden.expected.z, tolerance.z);
    tally.compare(`${id} p`, got.pValue, golden.expected.pvalue, tolerance.pvalue);
  }

  expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
    misses: [],
    asserted: 14,
    refused: ['s-fisherz-0.5-3-0.5-10', 's-fisherz-1-20-0.5-20'],
  });
});
