import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  jensenShannonDistance,
  totalVariation,
} from '../../../../lambdas/core/stats/distances/share-distances.ts';

const counts = (cells: number) =>
  fc.array(fc.nat(1000), { minLength: cells, maxLength: cells }).filter((xs) => xs.some((x) => x > 0));
const triple = fc
  .integer({ min: 1, max: 30 })
  .chain((cells) => fc.tuple(counts(cells), counts(cells), counts(cells)));

describe.each([
  ['Jensen-Shannon', jensenShannonDistance],
  ['total variation', totalVariation],
])('%s is a metric', (_, distance) => {
  const d = (p: readonly number[], q: readonly number[]) => {
    const result = distance(p, q);
    if (!result.computable) throw new Error(result.reason);
    return result.distance;
  };

  test('in [0, 1], symmetric, 0 for equal shares, with the triangle inequality', () => {
    fc.assert(
      fc.property(triple, ([p, q, r]) => {
        expect(d(p, q)).toBeGreaterThanOrEqual(0);
        expect(d(p, q)).toBeLessThanOrEqual(1);
        expect(d(q, p)).toBeCloseTo(d(p, q), 12);
        expect(d(p, p)).toBe(0);
        expect(
          d(
            p,
            p.map((x) => 2 * x),
          ),
        ).toBe(0);
        expect(d(p, r)).toBeLessThanOrEqual(d(p, q) + d(q, r) + 1e-9);
      }),
    );
  });

  test('1 for samples that share no cell', () => {
    expect(d([3, 0], [0, 9])).toBe(1);
  });

  test('not computable for an empty sample, refused for what are no counts', () => {
    expect(distance([0, 0], [1, 2])).toEqual({ computable: false, reason: 'a sample is empty' });
    expect(() => distance([1, 2], [1])).toThrow(RangeError);
    expect(() => distance([1, -2], [1, 2])).toThrow(RangeError);
    expect(() => distance([1, Number.NaN], [1, 2])).toThrow(RangeError);
  });
});
