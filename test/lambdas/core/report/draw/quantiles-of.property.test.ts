import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quantilesOf } from '../../../../../lambdas/core/report/draw/quantiles-of.ts';
import { quantileFromBins } from '../../../../../lambdas/core/stats/bins/quantile-from-bins.ts';

test('quantiles are those that the statistics read off the same bins', () => {
  const sample = fc
    .uniqueArray(fc.integer({ min: -100, max: 100 }), { maxLength: 8 })
    .map((values) => values.toSorted((a, b) => a - b))
    .chain((cuts) => {
      const cells = 2 * cuts.length + 1;
      const bins = fc.array(fc.nat({ max: 3 }), { minLength: cells, maxLength: cells });
      return fc.record({ cuts: fc.constant(cuts), bins, probability: fc.constantFrom(0, 0.1, 0.5, 0.9, 1) });
    });

  fc.assert(
    fc.property(sample, ({ cuts, bins, probability }) => {
      const wanted = quantileFromBins(cuts, bins, probability);
      const found = quantilesOf({ type: 'numbers', cuts, exact: true, center: 0 }, { bins })(probability);

      if (wanted.computable) expect(found).toBeCloseTo(wanted.value, 9);
      else expect(found).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
