import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inTenths, inTwentieths } from '../../../../../lambdas/core/signals/values/coarse-counts.ts';
import { equalMassBins, groupCounts } from '../../../../../lambdas/core/stats/distances/equal-mass-bins.ts';

const pairOfCounts = fc.integer({ min: 0, max: 60 }).chain((cuts) => {
  const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 10_000 }));
  const counts = fc.array(count, { minLength: 2 * cuts + 1, maxLength: 2 * cuts + 1 });
  return fc.tuple(counts, counts);
});

test('tenths are made of twentieths as of the bins themselves', () => {
  fc.assert(
    fc.property(pairOfCounts, ([reference, current]) => {
      const ends = equalMassBins(reference, 10);

      const tenths = inTenths(inTwentieths(reference, current));

      expect(tenths).toEqual([groupCounts(reference, ends), groupCounts(current, ends)]);
    }),
    { numRuns: 2000 },
  );
});
