import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binomialProbability } from '../../../../../lambdas/core/stats/functions/binomial-probability.ts';
import { chiSquare } from '../../../../../lambdas/core/stats/tests/chi-square.ts';
import { ksPValue } from '../../../../../lambdas/core/stats/tests/ks-p-value.ts';
import { ksStatistic } from '../../../../../lambdas/core/stats/tests/ks-statistic.ts';
import {
  type Design,
  smallestDetectableCategory,
  smallestDetectableChiSquare,
  smallestDetectableDifference,
  smallestDetectableKs,
} from '../../../../../lambdas/core/stats/tests/smallest-detectable-shift.ts';
import { pooledZ, twoProportions } from '../../../../../lambdas/core/stats/tests/two-proportions.ts';
import { uniforms } from '../../../../support/golden.ts';
import { binned } from '../samples.ts';

const rows = fc.integer({ min: 1, max: 2_000_000 });
const alpha = fc.double({ min: 1e-8, max: 0.2, noNaN: true });
const rate = fc.double({ min: 0, max: 1, noNaN: true });

describe.each<[string, (design: Design, rate: number) => number]>([
  ['Kolmogorov-Smirnov', (design) => smallestDetectableKs(design)],
  ['difference of rates', smallestDetectableDifference],
  ['chi-square', (design, share) => smallestDetectableChiSquare(design, 1 + Math.floor(50 * share))],
])('the smallest shift that is found: %s', (_, smallest) => {
  test('is above 0 and shrinks with more rows on either side and a larger alpha', () => {
    fc.assert(
      fc.property(rows, rows, rows, alpha, alpha, rate, (n, m, more, a, b, share) => {
        const shift = smallest({ n, m, alpha: a }, share);
        const slack = shift * (1 + 1e-9);
        expect(shift).toBeGreaterThan(0);
        expect(smallest({ n: n + more, m, alpha: a }, share)).toBeLessThanOrEqual(slack);
        expect(smallest({ n, m: m + more, alpha: a }, share)).toBeLessThanOrEqual(slack);
        expect(smallest({ n, m, alpha: Math.max(a, b) }, share)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  test.each([
    ['no rows', { n: 0, m: 10, alpha: 0.05 }],
    ['alpha 0', { n: 10, m: 10, alpha: 0 }],
    ['NaN rows', { n: Number.NaN, m: 10, alpha: 0.05 }],
  ])('refuses %s', (_, design) => {
    expect(() => smallest(design, 0.5)).toThrow(RangeError);
  });
});

test('a shift of that size in the data themselves is significant', () => {
  const design = { n: 10_000, m: 1_000, alpha: 0.01 };
  const d = smallestDetectableKs(design);
  const delta = smallestDetectableDifference(design, 0.3);
  const found = pooledZ(
    { count: 3_000, size: 10_000 },
    { count: Math.round(1_000 * (0.3 + delta)), size: 1_000 },
  );

  expect(ksPValue(d, 10_000, 1_000, { exact: true }).pValue).toBeLessThan(0.01);
  expect(found?.pValue).toBeLessThan(0.01);
});

test('the difference of rates is found four times in five, by summing over all outcomes', () => {
  const [n, m, p] = [120, 90, 0.3];
  const moved = p + smallestDetectableDifference({ n, m, alpha: 0.05 }, p);
  let power = 0;
  for (let a = 0; a <= n; a++) {
    for (let b = 0; b <= m; b++) {
      if ((pooledZ({ count: a, size: n }, { count: b, size: m })?.pValue ?? 1) > 0.05) continue;
      power += binomialProbability(a, n, p, 1 - p) * binomialProbability(b, m, moved, 1 - moved);
    }
  }

  expect(power).toBeGreaterThan(0.75);
  expect(power).toBeLessThan(0.82);
});

test.each([
  [100_000, 3, 0.0025],
  [100_000, 100, 1e-4],
  [10_000, 150, 0.0025],
  [1000, 1000, 1e-4],
  [1000, 100_000, 0.0025],
])('a rate that comes up in none of %i rows is found in %i four times in five or more', (n, m, alpha) => {
  const rate = smallestDetectableDifference({ n, m, alpha }, 0);
  let power = 0;
  for (let hits = 0; hits <= m; hits++) {
    const test = twoProportions({ count: 0, size: n }, { count: hits, size: m });
    if (test.computable && test.pValue <= alpha) power += binomialProbability(hits, m, rate, 1 - rate);
  }

  expect(power).toBeGreaterThan(0.79);
});

test('the shift of a distribution is found four times in five or more, in 500 seeded draws', () => {
  const [n, m, alpha] = [300, 200, 0.05];
  const shift = smallestDetectableKs({ n, m, alpha });
  const next = uniforms('20240601');
  let found = 0;
  for (let draw = 0; draw < 500; draw++) {
    const reference = Float64Array.from({ length: n }, next);
    const current = Float64Array.from({ length: m }, () => next() + shift);
    const bins = binned(reference, current);
    const d = ksStatistic(bins.reference, bins.current);
    if (ksPValue(d, n, m, { exact: true }).pValue <= alpha) found++;
  }

  expect(found / 500).toBeGreaterThan(0.8);
});

test.each([
  [10_000, 1000, 1e-4, 50],
  [5000, 500, 0.005, 3],
  [2000, 2000, 0.001, 20],
])(
  'a change of one category in %i and %i rows is found four times in five, in 1,000 seeded draws',
  (n, m, level, categories) => {
    const share = 1 / categories;
    const delta = smallestDetectableCategory({ n, m, alpha: level }, categories - 1, share);
    const next = uniforms('20261130');
    const draw = (rows: number, first: number) => {
      const counts = new Array<number>(categories).fill(0);
      for (let row = 0; row < rows; row++) {
        const u = next();
        const rest = Math.min(categories - 1, 1 + Math.floor(((u - first) / (1 - first)) * (categories - 1)));
        counts[u < first ? 0 : rest]!++;
      }
      return counts;
    };
    let found = 0;
    for (let round = 0; round < 1000; round++) {
      const test = chiSquare([draw(n, share), draw(m, share + delta)]);
      if (test.computable && test.pValue <= level) found++;
    }

    expect(found / 1000).toBeGreaterThan(0.75);
    expect(found / 1000).toBeLessThan(0.88);
  },
);

test('without the number that it needs it refuses', () => {
  expect(() => smallestDetectableDifference({ n: 10, m: 10, alpha: 0.05 }, 1.5)).toThrow(RangeError);
  expect(() => smallestDetectableChiSquare({ n: 10, m: 10, alpha: 0.05 }, 0)).toThrow(RangeError);
});
