import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellTable, countsOnFewer } from '../../../../../lambdas/core/signals/segments/cell-table.ts';
import { maximumSegmentCuts } from '../../../../../lambdas/core/signals/segments/plan.ts';
import { commonCategories, thinNumbers } from '../../../../../lambdas/core/signals/segments/thin-bins.ts';
import { ksErrorBound, ksStatistic } from '../../../../../lambdas/core/stats/tests/ks-statistic.ts';
import { binIndex } from '../../../../support/bin-index.ts';
import { seededRandom } from '../../../../support/random.ts';

const ascending = fc
  .uniqueArray(fc.integer({ min: -50, max: 50 }), { maxLength: 30 })
  .map((values) => values.toSorted((a, b) => a - b));

test('a value is in the bin among fewer cuts that the table leads to from its bin among all', () => {
  fc.assert(
    fc.property(
      ascending,
      fc.func(fc.boolean()),
      fc.integer({ min: -60, max: 60 }),
      (cuts, isKept, twice) => {
        const value = twice / 2;
        const fewer = cuts.filter((cut) => isKept(cut));

        const counts = new Array<number>(2 * cuts.length + 1).fill(0);
        counts[binIndex(Float64Array.from(cuts), value)] = 1;

        expect(countsOnFewer(counts, cellTable(cuts, fewer)).indexOf(1)).toBe(
          binIndex(Float64Array.from(fewer), value),
        );
      },
    ),
    { numRuns: 300, seed: 45 },
  );
});

test('KS of a segment in a corner of the column is within 1/511 of exact on its thinned bins', () => {
  const random = seededRandom(46);
  const cuts = Array.from({ length: 16_000 }, (_, index) => index);
  const corner = (shift: number) => {
    const counts = new Array<number>(2 * cuts.length + 1).fill(0);
    for (let row = 0; row < 5000; row++) counts[2 * random.integer(900) + 2 * shift + 1]!++;
    return counts;
  };
  const [reference, current] = [corner(4000), corner(4100)];
  const values = { type: 'numbers', count: 5000, sum: 0, sumOfSquares: 0, bins: reference } as const;

  const thin = thinNumbers({ type: 'numbers', cuts, exact: true, center: 0 }, { ...values, bins: reference });
  const thinned = countsOnFewer(current, cellTable(cuts, thin.bins.cuts));

  const exact = ksStatistic(reference, current);
  const binned = ksStatistic(thin.values.bins, thinned);
  const bound = ksErrorBound(thin.values.bins, thinned);
  expect(thin.bins.cuts.length).toBeLessThanOrEqual(maximumSegmentCuts);
  expect(thin.bins.exact).toBe(false);
  expect(bound).toBeLessThanOrEqual(1 / (maximumSegmentCuts - 1));
  expect(exact).toBeGreaterThanOrEqual(binned);
  expect(exact).toBeLessThanOrEqual(binned + bound);
});

test('a segment with few values of its own keeps them all: KS is exact', () => {
  const cuts = Array.from({ length: 2000 }, (_, index) => index);
  const bins = new Array<number>(4001).fill(0).fill(3, 101, 103);

  const thin = thinNumbers(
    { type: 'numbers', cuts, exact: true, center: 0 },
    {
      type: 'numbers',
      count: 6,
      sum: 0,
      sumOfSquares: 0,
      bins: bins.map((n, bin) => (bin % 2 === 1 ? n : 0)),
    },
  );

  expect(thin.bins).toMatchObject({ cuts: [50], exact: true });
});

test('categories are told apart from 20 rows of the whole reference on, the commonest 256 of them', () => {
  const values = Array.from({ length: 300 }, (_, index) => `v${index}`);

  expect(commonCategories({ type: 'codes', values: ['a', 'b', 'c'], complete: true }, [19, 20, 500])).toEqual(
    {
      type: 'codes',
      values: ['b', 'c'],
      complete: false,
    },
  );
  expect(
    commonCategories(
      { type: 'codes', values, complete: true },
      values.map((_, index) => 20 + index),
    ),
  ).toMatchObject({
    values: values.slice(44),
  });
  expect(commonCategories({ type: 'codes', values: ['a'], complete: true }, [3])).toBeUndefined();
});
