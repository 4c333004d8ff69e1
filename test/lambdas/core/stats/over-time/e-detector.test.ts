import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binomialProbability } from '../../../../../lambdas/core/stats/functions/binomial-probability.ts';
import {
  type LabelledCount,
  logEvidence,
  noEvidence,
  withEvidence,
} from '../../../../../lambdas/core/stats/over-time/e-detector.ts';

const calm = { bound: 0.1, designEffect: 1 };

function evidenceOf(batches: readonly LabelledCount[], against = calm): number {
  return logEvidence(batches.reduce((sum, batch) => withEvidence(sum, batch, against), noEvidence));
}

describe('the e-detector', () => {
  test('has no evidence before the first batch', () => {
    expect(logEvidence(noEvidence)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('is the sum over all beginnings of the likelihood ratios since, averaged over the rises', () => {
    const batches = [
      { labelled: 50, wrong: 4 },
      { labelled: 40, wrong: 9 },
      { labelled: 60, wrong: 10 },
    ];

    const ratio = (theta: number, { labelled, wrong }: LabelledCount) =>
      binomialProbability(wrong, labelled, theta, 1 - theta) / binomialProbability(wrong, labelled, 0.1, 0.9);
    const sums = [0.105, 0.11, 0.12, 0.14, 0.18, 0.26].map((theta) =>
      batches
        .map((_, begin) => batches.slice(begin).reduce((product, batch) => product * ratio(theta, batch), 1))
        .reduce((sum, product) => sum + product, 0),
    );
    const mean = sums.reduce((sum, one) => sum + one, 0) / 6;
    expect(evidenceOf(batches)).toBeCloseTo(Math.log(mean), 9);
  });

  test('of one batch is worth 1 on average at the bound: no bet wins', () => {
    const labelled = 30;

    const outcomes = Array.from({ length: labelled + 1 }, (_, wrong) => ({
      chance: binomialProbability(wrong, labelled, 0.1, 0.9),
      evidence: Math.exp(evidenceOf([{ labelled, wrong }])),
    }));

    expect(outcomes.reduce((sum, { chance, evidence }) => sum + chance * evidence, 0)).toBeCloseTo(1, 9);
  });

  test('grows with every row that is wrong, and shrinks with every one that is right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (labelled, k) => {
        const wrong = Math.min(k, labelled);
        const here = evidenceOf([{ labelled, wrong }]);
        expect(evidenceOf([{ labelled: labelled + 1, wrong: wrong + 1 }])).toBeGreaterThan(here);
        expect(evidenceOf([{ labelled: labelled + 1, wrong }])).toBeLessThan(here);
      }),
    );
  });

  test('stays a number after many batches that are all wrong, at any bound', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (bound) => {
        const batches = Array.from({ length: 50 }, () => ({ labelled: 1e7, wrong: 1e7 }));
        expect(evidenceOf(batches, { bound, designEffect: 1 })).toBeGreaterThan(0);
        expect(Number.isFinite(evidenceOf(batches, { bound, designEffect: 1 }))).toBe(true);
      }),
    );
  });

  test('says less where rows of a batch are alike', () => {
    const bad = { labelled: 100, wrong: 40 };

    expect(evidenceOf([bad], { bound: 0.1, designEffect: 4 })).toBeLessThan(evidenceOf([bad]) / 3);
  });

  test.each([
    [0, 1],
    [1, 1],
    [0.1, 0],
  ])('refuses a bound of %d with a design effect of %d', (bound, designEffect) => {
    expect(() => evidenceOf([{ labelled: 1, wrong: 0 }], { bound, designEffect })).toThrow(RangeError);
  });
});
