import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Arrivals,
  addArrival,
  arrivedBefore,
} from '../../../../../lambdas/core/signals/usual/arrivals.ts';
import {
  type LearnedBatch,
  type Learning,
  learnBatch,
} from '../../../../../lambdas/core/signals/usual/learning.ts';

const nothing: Learning = { schemaVersion: 1, referenceVersion: 'v', batches: [] };
const noArrivals: Arrivals = { schemaVersion: 1, batches: [] };

/** Some of the same moment. */
const moments = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 100 });

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const learned = (second: number, index: number): LearnedBatch => ({
  id: `b${index}`,
  receivedAt: at(second),
  rows: 1,
  rowsTogether: 1,
  columns: [],
  pairs: [],
});

test('the same first batches are learned from in whatever order they are judged, and however often', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 2 ** 31 }), (seconds, seed) => {
      const batches = seconds.map(learned);
      const other = shuffledTwice(batches, seed);
      const of = (all: readonly LearnedBatch[]) =>
        all.reduce((so, batch) => learnBatch(so, batch, 14), nothing);

      expect(of(other)).toEqual(of(batches));
      expect(of(batches).batches).toHaveLength(Math.min(14, batches.length));
    }),
    { numRuns: 100, seed: 5 },
  );
});

test('the same last batches are remembered in whatever order they are judged, and however often', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 2 ** 31 }), (seconds, seed) => {
      const batches = seconds.map((second, index) => ({
        id: `b${index}`,
        receivedAt: at(second),
        rows: 1,
        referenceVersion: 'v',
        isDrifted: false,
      }));
      const of = (all: typeof batches) => all.reduce((so, batch) => addArrival(so, batch), noArrivals);

      expect(of(shuffledTwice(batches, seed))).toEqual(of(batches));
      expect(of(batches).batches.length).toBe(Math.min(64, batches.length));
    }),
    { numRuns: 100, seed: 6 },
  );
});

test('a batch is never among those before it', () => {
  const batch = { id: 'b', receivedAt: at(1), rows: 1, referenceVersion: 'v', isDrifted: false };
  const arrivals = [{ ...batch, id: 'a' }, batch, { ...batch, id: 'c' }].reduce(
    (so, one) => addArrival(so, one),
    noArrivals,
  );

  expect(arrivedBefore(arrivals, batch).map(({ id }) => id)).toEqual(['a']);
});

test('a batch that is judged again takes the place of what it was judged to be', () => {
  const batch = { id: 'b', receivedAt: at(1), rows: 1, referenceVersion: 'v', isDrifted: true };
  const again = { ...batch, id: 'c', isDrifted: false };

  expect(addArrival(addArrival(noArrivals, batch), again, 'b').batches).toEqual([again]);
  expect(learnBatch(learnBatch(nothing, learned(1, 1), 14), learned(1, 2), 14, 'b1').batches).toEqual([
    learned(1, 2),
  ]);
});

/** Each thing twice, in an order that looks random. */
function shuffledTwice<T>(things: readonly T[], seed: number): T[] {
  const keyed = [...things, ...things].map((thing, index) => ({
    thing,
    key: ((index + 1) * 7919 + seed) % 104_729,
  }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ thing }) => thing);
}
