import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chiSquare, chiSquareUpperTail } from '../../../../lambdas/core/stats/tests/chi-square.ts';
import { fisherExact } from '../../../../lambdas/core/stats/tests/fisher-exact.ts';
import { pooledCategories } from '../../../../lambdas/core/stats/tests/pooled-categories.ts';
import { twoProportions } from '../../../../lambdas/core/stats/tests/two-proportions.ts';

describe('pooledCategories', () => {
  test('leave categories alone that can stand alone', () => {
    const pooled = pooledCategories([50, 60], [40, 70]);
    expect(pooled).toEqual({ reference: [50, 60], current: [40, 70], members: [[0], [1]] });
  });

  test('pool the rarest together, drop those that occur nowhere, keep the order', () => {
    const pooled = pooledCategories([100, 4, 0, 90, 5, 3], [100, 3, 0, 90, 4, 2]);
    expect(pooled.members).toEqual([[0], [1, 5], [3, 4]]);
    expect(pooled.reference).toEqual([100, 7, 95]);
  });

  test('one stray row of an unseen category joins another', () => {
    expect(pooledCategories([100, 100, 0], [50, 50, 1]).members).toEqual([[0, 2], [1]]);
  });

  test('two small samples fall into one column', () => {
    expect(pooledCategories([1, 1], [1, 0]).members).toEqual([[0, 1]]);
  });

  test('refuse other categories', () => {
    expect(() => pooledCategories([1], [1, 2])).toThrow(RangeError);
  });

  test('keep every row, with an expected count of 5 wherever there is more than one column', () => {
    const counts = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(counts, (pairs) => {
        const [reference, current] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const pooled = pooledCategories(reference, current);
        const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        expect(total(pooled.reference)).toBe(total(reference));
        expect(total(pooled.current)).toBe(total(current));
        const test = chiSquare([pooled.reference, pooled.current]);
        if (test.computable && pooled.members.length > 1)
          expect(test.lowestExpected).toBeGreaterThanOrEqual(5 - 1e-9);
      }),
    );
  });
});

describe('chiSquare', () => {
  test('is not computable for an empty sample, an empty category or no category', () => {
    expect(
      chiSquare([
        [0, 0],
        [1, 2],
      ]),
    ).toEqual({ computable: false, reason: 'a sample is empty' });
    expect(
      chiSquare([
        [1, 0],
        [1, 0],
      ]),
    ).toEqual({ computable: false, reason: 'a category occurs in no sample' });
    expect(chiSquare([[], []])).toEqual({ computable: false, reason: 'there are no categories' });
  });

  test('keeps the far tail', () => {
    expect(chiSquareUpperTail(1370, 1)).toBeGreaterThan(1e-300);
    expect(chiSquareUpperTail(0, 3)).toBe(1);
  });

  test.each([
    ['no row', []],
    ['rows of different length', [[1, 2], [1]]],
    [
      'a negative count',
      [
        [1, -2],
        [1, 2],
      ],
    ],
    [
      'NaN',
      [
        [1, Number.NaN],
        [1, 2],
      ],
    ],
  ])('refuses %s', (_, rows) => {
    expect(() => chiSquare(rows)).toThrow(RangeError);
  });
});

describe('fisherExact', () => {
  test('is 1 without rows on a side, and for one row against one', () => {
    expect(fisherExact([0, 3], [0, 10])).toBe(1);
    expect(fisherExact([1, 0], [1, 1])).toBe(1);
  });

  test('refuses counts outside their sample', () => {
    expect(() => fisherExact([3, 1], [2, 10])).toThrow(RangeError);
    expect(() => fisherExact([0.5, 1], [2, 10])).toThrow(RangeError);
    expect(() => fisherExact([-1, 1], [2, 10])).toThrow(RangeError);
  });

  test('is the sum over all tables no more probable, and the same for exchanged samples and for failures', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    const sample = fc.integer({ min: 1, max: 25 }).chain((size) => fc.tuple(fc.nat(size), fc.constant(size)));
    fc.assert(
      fc.property(sample, sample, ([a, n], [b, m]) => {
        const weight = (k: number) => choose(n, k) * choose(m, a + b - k);
        let sum = 0;
        for (let k = Math.max(0, a + b - m); k <= Math.min(n, a + b); k++) {
          if (weight(k) <= weight(a) * (1 + 1e-9)) sum += weight(k);
        }
        const p = fisherExact([a, b], [n, m]);
        expect(p).toBeCloseTo(sum / choose(n + m, a + b), 11);
        expect(fisherExact([b, a], [m, n])).toBeCloseTo(p, 12);
        expect(fisherExact([n - a, m - b], [n, m])).toBeCloseTo(p, 12);
      }),
    );
  });
});

describe('twoProportions', () => {
  test('is exact below an expected count of 5, z from there on', () => {
    expect(twoProportions({ count: 0, size: 50 }, { count: 9, size: 60 })).toMatchObject({
      method: 'fisher-exact',
    });
    expect(twoProportions({ count: 5, size: 50 }, { count: 5, size: 50 })).toMatchObject({
      method: 'pooled-z',
    });
  });

  test('is positive when the rate rose', () => {
    const test = twoProportions({ count: 300, size: 1000 }, { count: 400, size: 1000 });
    expect(test).toMatchObject({ computable: true, method: 'pooled-z' });
    if (test.computable)
      expect([test.difference, Math.sign(test.statistic ?? 0)]).toEqual([expect.closeTo(0.1), 1]);
  });

  test('is not computable for an empty sample, and 1 for two rates of 0', () => {
    expect(twoProportions({ count: 0, size: 0 }, { count: 1, size: 5 }).computable).toBe(false);
    expect(twoProportions({ count: 1, size: 5 }, { count: 0, size: 0 }).computable).toBe(false);
    expect(twoProportions({ count: 0, size: 1e6 }, { count: 0, size: 1e6 })).toMatchObject({ pValue: 1 });
  });

  test('refuses counts outside their sample', () => {
    expect(() => twoProportions({ count: 3, size: 2 }, { count: 1, size: 2 })).toThrow(RangeError);
    expect(() => twoProportions({ count: 1, size: 2 }, { count: Number.NaN, size: 2 })).toThrow(RangeError);
  });
});
