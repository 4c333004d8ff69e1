import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  hellingerDistance,
  jensenShannonDistance,
  lInfinityDistance,
  psi,
  totalVariation,
} from '../../../../lambdas/core/stats/distances/share-distances.ts';
import { incompleteBeta } from '../../../../lambdas/core/stats/functions/incomplete-beta.ts';
import { chiSquare, correctedCramersV, gTest } from '../../../../lambdas/core/stats/tests/chi-square.ts';
import { correlationFromMoments, fisherZ } from '../../../../lambdas/core/stats/tests/correlation.ts';
import { studentTwoSidedTail } from '../../../../lambdas/core/stats/tests/welch.ts';

const counts = (cells: number) =>
  fc.array(fc.nat(1000), { minLength: cells, maxLength: cells }).filter((xs) => xs.some((x) => x > 0));
const triple = fc
  .integer({ min: 1, max: 30 })
  .chain((cells) => fc.tuple(counts(cells), counts(cells), counts(cells)));

const distanceOf = (
  result: { readonly computable: true; readonly distance: number } | { readonly computable: false },
) => (result.computable ? result.distance : Number.NaN);

describe.each([
  ['Hellinger', hellingerDistance],
  ['L-infinity', lInfinityDistance],
])('%s is a metric', (_, distance) => {
  test('in [0, 1], symmetric, 0 for equal shares, with the triangle inequality', () => {
    fc.assert(
      fc.property(triple, ([p, q, r]) => {
        expect(distanceOf(distance(p, q))).toBeGreaterThanOrEqual(0);
        expect(distanceOf(distance(p, q))).toBeLessThanOrEqual(1);
        expect(distanceOf(distance(q, p))).toBeCloseTo(distanceOf(distance(p, q)), 12);
        expect(
          distanceOf(
            distance(
              p,
              p.map((x) => 2 * x),
            ),
          ),
        ).toBe(0);
        expect(distanceOf(distance(p, r))).toBeLessThanOrEqual(
          distanceOf(distance(p, q)) + distanceOf(distance(q, r)) + 1e-9,
        );
      }),
    );
  });

  test('1 for samples that share no cell, not computable for an empty one', () => {
    expect(distanceOf(distance([3, 0], [0, 9]))).toBe(1);
    expect(distance([0, 0], [1, 2])).toEqual({ computable: false, reason: 'a sample is empty' });
    expect(() => distance([1, 2], [1])).toThrow(RangeError);
  });
});

describe('distances bound each other', () => {
  test('L-infinity <= total variation; Hellinger^2 <= total variation <= sqrt 2 Hellinger; Jensen-Shannon^2 <= total variation', () => {
    fc.assert(
      fc.property(triple, ([p, q]) => {
        const [h, js] = [distanceOf(hellingerDistance(p, q)), distanceOf(jensenShannonDistance(p, q))];
        const tv = distanceOf(totalVariation(p, q));
        expect(distanceOf(lInfinityDistance(p, q))).toBeLessThanOrEqual(tv + 1e-12);
        expect(h * h).toBeLessThanOrEqual(tv + 1e-12);
        expect(tv).toBeLessThanOrEqual(Math.SQRT2 * h + 1e-12);
        expect(js * js).toBeLessThanOrEqual(tv + 1e-12);
      }),
    );
  });
});

describe('psi', () => {
  test('is symmetric, finite, 0 or above, and zero for equal counts', () => {
    fc.assert(
      fc.property(triple, ([p, q]) => {
        expect(distanceOf(psi(p, p))).toBe(0);
        expect(distanceOf(psi(p, q))).toBeGreaterThanOrEqual(0);
        expect(distanceOf(psi(p, q))).toBeLessThan(1000);
        expect(distanceOf(psi(q, p))).toBeCloseTo(distanceOf(psi(p, q)), 9);
      }),
    );
  });

  test('adds half a row to every cell on both sides', () => {
    const want = (0.875 - 0.125) * Math.log(0.875 / 0.125) * 2;
    expect(distanceOf(psi([3, 0], [0, 3]))).toBeCloseTo(want, 12);
    expect(psi([0, 0], [1, 2]).computable).toBe(false);
  });
});

describe('tables', () => {
  test('G and chi-square agree on near-equal rows, and both are 0 on equal ones', () => {
    const near = [
      [1000, 2000, 3000],
      [1010, 1990, 3020],
    ];
    const [g, x2] = [gTest(near), chiSquare(near)];
    if (!g.computable || !x2.computable) throw new Error('a table with rows');
    expect(Math.abs(g.statistic / x2.statistic - 1)).toBeLessThan(1e-3);
    expect(gTest([near[0]!, near[0]!])).toMatchObject({ statistic: 0, pValue: 1 });
    expect(gTest([[5], [7]])).toMatchObject({ degreesOfFreedom: 0, pValue: 1 });
  });

  test("the corrected V is 0 for independence, 1 for a permutation, and never above Cramer's own", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 6, maxLength: 6 }), (cells) => {
        const rows = [cells.slice(0, 3), cells.slice(3)];
        const plain = chiSquare(rows);
        if (!plain.computable) throw new Error(plain.reason);
        const total = cells.reduce((a, b) => a + b, 0);
        const v = correctedCramersV({ statistic: plain.statistic, total, rows: 2, columns: 3 });
        expect(v).toBeGreaterThanOrEqual(0);
        expect(v).toBeLessThanOrEqual(plain.cramersV + 1e-12);
      }),
    );
    expect(correctedCramersV({ statistic: 0, total: 100, rows: 3, columns: 3 })).toBe(0);
    expect(correctedCramersV({ statistic: 200, total: 100, rows: 3, columns: 3 })).toBeCloseTo(1, 9);
    expect(correctedCramersV({ statistic: 0, total: 100, rows: 1, columns: 3 })).toBe(0);
    expect(() => correctedCramersV({ statistic: 0, total: 1, rows: 2, columns: 2 })).toThrow(RangeError);
  });
});

describe('correlations', () => {
  test('a coefficient is in [-1, 1] and turns its sign with either variable', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
      minLength: 2,
      maxLength: 30,
    });
    const of = (rows: readonly (readonly [number, number])[], sign: number) =>
      correlationFromMoments({
        count: rows.length,
        sumX: rows.reduce((sum, [x]) => sum + x, 0),
        sumY: sign * rows.reduce((sum, [, y]) => sum + y, 0),
        sumXX: rows.reduce((sum, [x]) => sum + x * x, 0),
        sumYY: rows.reduce((sum, [, y]) => sum + y * y, 0),
        sumXY: sign * rows.reduce((sum, [x, y]) => sum + x * y, 0),
      });
    fc.assert(
      fc.property(pairs, (rows) => {
        const [plain, turned] = [of(rows, 1), of(rows, -1)];
        if (!plain.computable || !turned.computable) return;
        expect(Math.abs(plain.coefficient)).toBeLessThanOrEqual(1);
        expect(turned.coefficient).toBeCloseTo(-plain.coefficient, 12);
      }),
    );
    expect(() =>
      correlationFromMoments({ count: 2, sumX: Number.NaN, sumY: 0, sumXX: 1, sumYY: 1, sumXY: 1 }),
    ).toThrow(RangeError);
  });

  test("Fisher's z is wider for Spearman, and more so for strong correlations", () => {
    const weak = [
      { coefficient: 0.1, count: 100 },
      { coefficient: 0.3, count: 100 },
    ] as const;
    const strong = [
      { coefficient: 0.9, count: 100 },
      { coefficient: 0.95, count: 100 },
    ] as const;
    const ratio = ([a, b]: typeof weak | typeof strong) => {
      const [pearson, spearman] = [fisherZ(a, b, 'pearson'), fisherZ(a, b, 'spearman')];
      if (!pearson.computable || !spearman.computable) throw new Error('both have error');
      return spearman.statistic / pearson.statistic;
    };
    expect(ratio(weak)).toBeCloseTo(1 / Math.sqrt(1 + (0.01 + 0.09) / 4), 9);
    expect(ratio(strong)).toBeLessThan(ratio(weak));
    expect(() => fisherZ({ coefficient: 1.1, count: 9 }, weak[0], 'pearson')).toThrow(RangeError);
  });
});

describe('Student and the incomplete beta function', () => {
  // Wanted numbers: mpmath betainc(regularized=True) in 30 digits.
  test.each([
    [0.001, 0.5, 0.5, 0.02013504163337749],
    [0.3, 0.5, 0.5, 0.36901011956554536],
    [0.5, 2, 3, 0.6875],
    [0.9, 7, 0.5, 0.2327788324984552],
    [0.2, 50, 0.5, 9.994267861336983e-37],
    [0.99, 1000, 0.5, 7.366397738015053e-6],
    [0.4, 30.5, 12.25, 1.5361575048077028e-5],
    [0.5, 500, 500, 0.5],
    [0.01, 3, 2000, 0.999999587923415],
  ])('I_%d(%d, %d)', (x, a, b, want) => {
    const got = incompleteBeta(x, 1 - x, a, b);
    expect(Math.abs(got / want - 1)).toBeLessThan(1e-12);
  });

  test.each([
    [0.1, 1, 0.9365489651388929],
    [3, 1, 0.20483276469913345],
    [12.7, 1, 0.05002432768934416],
    [2, 2.5, 0.157391495757966],
    [2.2, 10, 0.05244106844935315],
    [8, 10, 1.177494278966616e-5],
    [1.96, 1000000.0, 0.04999606758526979],
    [10, 1000000.0, 1.527861076817825e-23],
    [37, 1000000000.0, 1.1456516962495857e-299],
    [50, 30, 1.8715417659222714e-30],
    [1e-5, 7, 0.9999923001709835],
    [25, 333.3, 1.975155936131208e-78],
  ])('P(|T| >= %d) at %d degrees of freedom', (t, v, want) => {
    const stated = v <= 1e4 ? 1e-11 : v <= 1e6 ? 1e-10 : 1e-8;
    expect(Math.abs(studentTwoSidedTail(t, v) / want - 1)).toBeLessThan(stated);
  });

  test('ends and refusals', () => {
    expect(studentTwoSidedTail(0, 5)).toBe(1);
    expect(studentTwoSidedTail(Number.NEGATIVE_INFINITY, 5)).toBe(0);
    expect(() => studentTwoSidedTail(Number.NaN, 5)).toThrow(RangeError);
    expect(() => studentTwoSidedTail(1, 0)).toThrow(RangeError);
    expect(incompleteBeta(1, 0, 2, 3)).toBe(1);
    expect(() => incompleteBeta(2, -1, 2, 3)).toThrow(RangeError);
  });
});
