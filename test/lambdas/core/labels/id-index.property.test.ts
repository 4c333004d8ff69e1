import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idIndex } from '../../../../lambdas/core/labels/id-index.ts';

/** Few halves, so that ids share one of them, or a slot. */
const half = fc.oneof(fc.nat(3), fc.nat(0xffffffff), fc.constantFrom(1024, 2048, 0xffffffff));
const someIds = fc.array(fc.tuple(half, half), { maxLength: 3000 });

test('an id has the place of its first appearance, however many there are', () => {
  fc.assert(
    fc.property(someIds, (ids) => {
      const places = new Map<string, number>();
      const index = idIndex();

      for (const [low, high] of ids) {
        const name = `${low} ${high}`;
        expect(index.find(low, high)).toBe(places.get(name) ?? -1);
        places.set(name, places.get(name) ?? places.size);
        expect(index.add(low, high)).toBe(places.get(name));
      }

      const { low, high } = index.ids();
      expect(Array.from(low, (value, place) => `${value} ${high[place]}`)).toEqual([...places.keys()]);
    }),
    { numRuns: 30 },
  );
});

test('ids that are given keep their places, and others come behind them', () => {
  const index = idIndex({ low: Uint32Array.of(7, 7, 0), high: Uint32Array.of(1, 2, 5) });

  expect([index.find(7, 2), index.find(0, 5), index.find(7, 3)]).toEqual([1, 2, -1]);
  expect([index.add(7, 3), index.add(7, 1), index.find(7, 3)]).toEqual([3, 0, 3]);
});
