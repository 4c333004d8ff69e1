import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binFinder } from '../../../../lambdas/core/stats/bins/bin-finder.ts';
import { quantileFromBins } from '../../../../lambdas/core/stats/bins/quantile-from-bins.ts';
import { equalMassBins, groupCounts } from '../../../../lambdas/core/stats/distances/equal-mass-bins.ts';
import { countsOn, cutsOf } from './samples.ts';

const values = fc
  .array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 80 })
  .map((xs) => Float64Array.from(xs));
const total = (counts: ArrayLike<number>) => Array.from(counts).reduce((a, b) => a + b, 0);

function binsOf(cuts: Float64Array, ...values: readonly number[]): number[] {
  const into = new Int32Array(values.length);
  binFinder(cuts)(Float64Array.from(values), into);
  return Array.from(into);
}

describe('laws of the reference bins', () => {
  test('every number has its cell, in the order of the numbers', () => {
    fc.assert(
      fc.property(values, fc.double({ noNaN: true }), fc.double({ noNaN: true }), (xs, a, b) => {
        const cuts = cutsOf(xs);
        const [low = -1, high = -1] = binsOf(cuts, Math.min(a, b), Math.max(a, b));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThan(2 * cuts.length + 1);
      }),
    );
  });

  test('unthinned, the reference lies on its cut points alone', () => {
    fc.assert(
      fc.property(values, (xs) => {
        const counts = countsOn(cutsOf(xs), xs);
        expect(total(counts.filter((_, cell) => cell % 2 === 1))).toBe(xs.length);
      }),
    );
  });

  test('thinned, no more cuts than asked for, each open bin within 1 / (maximum - 1), none outside the ends', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 20 }), (xs, maximum) => {
        const cuts = cutsOf(xs, maximum);
        const counts = countsOn(cuts, xs);
        expect(cuts.length).toBeLessThanOrEqual(maximum);
        expect([counts[0], counts.at(-1)]).toEqual([0, 0]);
        for (const [cell, count] of counts.entries()) {
          if (cell % 2 === 0 && count > 0) expect(count).toBeLessThan(xs.length / (maximum - 1));
        }
      }),
    );
  });

  test('groups keep every row, and are at most as many as asked for besides under- and overflow', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 30 }), (xs, ys, groups) => {
        const cuts = cutsOf(xs);
        const ends = equalMassBins(countsOn(cuts, xs), groups);
        expect(ends.length).toBeLessThanOrEqual(groups + 2);
        expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
        expect(total(groupCounts(countsOn(cuts, ys), ends))).toBe(ys.length);
      }),
    );
  });

  test('quantiles of the reference are its own values, rising with the probability', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, probability, probability, (xs, a, b) => {
        const cuts = cutsOf(xs);
        const counts = countsOn(cuts, xs);
        const low = quantileFromBins(cuts, counts, Math.min(a, b));
        const high = quantileFromBins(cuts, counts, Math.max(a, b));
        if (!low.computable || !high.computable) throw new Error('a sample with rows has quantiles');
        expect(low.exact).toBe(true);
        expect(low.value).toBeLessThanOrEqual(high.value);
      }),
    );
  });
});
