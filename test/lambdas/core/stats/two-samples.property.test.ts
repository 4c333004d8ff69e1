import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellPositions } from '../../../../lambdas/core/stats/bins/cell-positions.ts';
import { robustScale } from '../../../../lambdas/core/stats/distances/robust-scale.ts';
import { wassersteinDistance } from '../../../../lambdas/core/stats/distances/wasserstein.ts';
import {
  andersonDarling,
  andersonDarlingPValue,
} from '../../../../lambdas/core/stats/tests/anderson-darling.ts';
import { brownForsythe } from '../../../../lambdas/core/stats/tests/brown-forsythe.ts';
import {
  cramerVonMises,
  cramerVonMisesPValue,
} from '../../../../lambdas/core/stats/tests/cramer-von-mises.ts';
import { mannWhitney } from '../../../../lambdas/core/stats/tests/mann-whitney.ts';
import { welchTest } from '../../../../lambdas/core/stats/tests/welch.ts';
import { binned, onAllValues } from './samples.ts';

const sample = fc
  .array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 40 })
  .map((xs) => Float64Array.from(xs));
const counts = (cells: number) =>
  fc.array(fc.nat(50), { minLength: cells, maxLength: cells }).filter((xs) => xs.some((x) => x > 0));
const threeOnCells = fc
  .integer({ min: 1, max: 8 })
  .chain((k) => fc.tuple(counts(2 * k + 1), counts(2 * k + 1), counts(2 * k + 1)));

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const cuts = Float64Array.from({ length: (a.length - 1) / 2 }, (_, i) => i * i);
  const got = wassersteinDistance(cellPositions(cuts, { min: -9, max: 999, scale: 3 }), a, b);
  if (!got.computable) throw new Error(got.reason);
  return got.distance;
}

describe('Wasserstein', () => {
  test('is a metric on counts: 0 for equal shares, symmetric, with the triangle inequality', () => {
    fc.assert(
      fc.property(threeOnCells, ([a, b, c]) => {
        const doubled = a.map((count) => 2 * count);
        expect(distance(a, doubled)).toBeCloseTo(0, 12);
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 12);
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-9);
      }),
    );
  });

  test('of a sample and its shift is the shift; scaling the values scales it', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 30 }), (xs, shift) => {
        const far = xs.map((x) => x + shift);
        const { cuts, reference, current } = onAllValues(xs, far);
        const positions = cellPositions(cuts, { min: 0, max: 0, scale: 0 });
        const got = wassersteinDistance(positions, reference, current);
        const tripled = wassersteinDistance(
          positions.map((x) => 3 * x),
          reference,
          current,
        );
        expect(got).toMatchObject({ computable: true, exact: true, distance: expect.closeTo(shift, 9) });
        expect(tripled).toMatchObject({ distance: expect.closeTo(3 * shift, 9) });
      }),
    );
  });

  test('one absurd value moves it by no more than its share of the range and one scale', () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(1e9, 1e300, -1e12), (xs, ys, absurd) => {
        const clean = binned(xs, ys);
        const dirty = binned(xs, Float64Array.from([...ys, absurd]));
        const scale = 5;
        const before = wassersteinDistance(
          cellPositions(clean.cuts, { min: -20, max: 20, scale }),
          clean.reference,
          clean.current,
        );
        const after = wassersteinDistance(
          cellPositions(dirty.cuts, { min: Math.min(-20, absurd), max: Math.max(20, absurd), scale }),
          dirty.reference,
          dirty.current,
        );
        if (!before.computable || !after.computable) throw new Error('both samples have values');
        const outside =
          (ys.filter((y) => y < clean.cuts[0]! || y > clean.cuts.at(-1)!).length + 1) / ys.length;
        const range = clean.cuts.at(-1)! - clean.cuts[0]! + 2 * scale;
        expect(Math.abs(after.distance - before.distance)).toBeLessThanOrEqual(
          range / (ys.length + 1) + outside * scale + 1e-9,
        );
      }),
    );
  });

  test('a batch that left the range of the reference is a scale away, or as far as it went', () => {
    const cuts = [0, 1];
    const above = [0, 0, 0, 0, 7];
    const far = cellPositions(cuts, { min: 0, max: 1e6, scale: 2 });
    const near = cellPositions(cuts, { min: 0, max: 1.5, scale: 2 });
    expect(wassersteinDistance(far, [0, 1, 0, 9, 0], above)).toMatchObject({
      distance: expect.closeTo(2.1, 12),
    });
    expect(wassersteinDistance(near, [0, 1, 0, 9, 0], above)).toMatchObject({
      distance: expect.closeTo(0.6, 12),
      exact: false,
    });
  });

  test('is not computable without rows or cut points, and refuses positions for other cells', () => {
    expect(wassersteinDistance([0, 1, 2], [0, 1, 0], [0, 0, 0]).computable).toBe(false);
    expect(wassersteinDistance([], [3], [4]).computable).toBe(false);
    expect(() => wassersteinDistance([0, 1, 2], [1], [1])).toThrow(RangeError);
  });
});

describe('robustScale', () => {
  test('is about the standard deviation of a normal sample, and unmoved by a few absurd values', () => {
    const normal = Array.from(
      { length: 999 },
      (_, i) => 10 + Math.round(100 * quantile((i + 1) / 1000)) / 100,
    );
    const { cuts, reference } = binned(Float64Array.from([...normal, 1e12]), Float64Array.of());
    expect(robustScale(cuts, reference)).toMatchObject({
      scale: expect.closeTo(1, 1),
      measure: 'interquartile-range',
    });
  });

  test('is the standard deviation where most rows share a value, and none where all do', () => {
    expect(robustScale([0, 1], [0, 90, 0, 10, 0])).toMatchObject({
      scale: expect.closeTo(0.3, 12),
      measure: 'standard-deviation',
    });
    expect(robustScale([5], [0, 10, 0]).computable).toBe(false);
    expect(robustScale([], [0]).computable).toBe(false);
  });
});

/** Quantile of the logistic distribution that is nearest the normal one: good to 0.03 in the middle. */
const quantile = (p: number) => Math.log(p / (1 - p)) / 1.6288;

const rankTests = [
  ['Cramer-von Mises', (a: ArrayLike<number>, b: ArrayLike<number>) => cramerVonMises(a, b)],
  ['Anderson-Darling', andersonDarling],
  ['Mann-Whitney', mannWhitney],
] as const;

describe.each(rankTests)('%s', (_, compare) => {
  test('is unchanged by increasing maps', () => {
    fc.assert(
      fc.property(sample, sample, (xs, ys) => {
        const map = (x: number) => Math.exp(x / 3) + x;
        const plain = onAllValues(xs, ys);
        const mapped = onAllValues(xs.map(map), ys.map(map));
        expect(compare(mapped.reference, mapped.current)).toEqual(compare(plain.reference, plain.current));
      }),
    );
  });

  test('has the same p for exchanged samples and for turned signs', () => {
    fc.assert(
      fc.property(sample, sample, (xs, ys) => {
        const plain = onAllValues(xs, ys);
        const turned = onAllValues(
          xs.map((x) => -x),
          ys.map((y) => -y),
        );
        const p = pOf(compare(plain.reference, plain.current));
        expect(pOf(compare(plain.current, plain.reference))).toBeCloseTo(p, 9);
        // Anderson-Darling with mid-ranks too: it weighs both tails alike.
        expect(pOf(compare(turned.reference, turned.current))).toBeCloseTo(p, 9);
      }),
    );
  });

  test('does not alarm on equal samples, of any sizes and with any ties', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 1, max: 50 }), (xs, times) => {
        const { reference } = onAllValues(xs, xs);
        const p = pOf(
          compare(
            reference,
            reference.map((count) => times * count),
          ),
        );
        expect(p).toBeGreaterThan(0.3);
      }),
    );
  });

  test('p falls as the samples move apart, and a p-value it is', () => {
    let last = 1;
    for (let shift = 0; shift <= 40; shift += 4) {
      const xs = Float64Array.from({ length: 40 }, (_, i) => i);
      const { reference, current } = onAllValues(
        xs,
        xs.map((x) => x + shift),
      );
      const p = pOf(compare(reference, current));
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(last);
      last = p;
    }
    expect(last).toBeLessThan(1e-8);
  });

  test('is not computable for an empty sample', () => {
    expect(compare([0, 1, 0, 2, 1], [0, 0, 0, 0, 0]).computable).toBe(false);
    expect(() => compare([1], [1, 2, 3])).toThrow(RangeError);
  });
});

function pOf(
  result: { readonly computable: true; readonly pValue: number } | { readonly computable: false },
) {
  return result.computable ? result.pValue : 1;
}

describe('Cramer-von Mises with ties', () => {
  test('is the mean over all orders that the ties allow', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2), { minLength: 2, maxLength: 3 }), (ys) => {
        const xs = [0, 1, 1];
        const { reference, current } = onAllValues(Float64Array.from(xs), Float64Array.from(ys));
        const got = cramerVonMises(reference, current);
        const orders = permutations([
          ...xs.map((value) => ({ value, isX: true })),
          ...ys.map((value) => ({ value, isX: false })),
        ]).filter((order) => order.every(({ value }, i) => i === 0 || order[i - 1]!.value <= value));
        const mean =
          orders.reduce((sum, order) => sum + plainT(order.map(({ isX }) => isX)), 0) / orders.length;
        expect(got).toMatchObject({ statistic: expect.closeTo(mean, 10) });
      }),
      { numRuns: 20 },
    );
  });

  test('scipy gives p = 0 for two equal constants of 3 and 8 values; averaged over orders nothing is seen', () => {
    expect(cramerVonMises([0, 3, 0], [0, 8, 0], 'midrank')).toMatchObject({ pValue: 0 });
    expect(pOf(cramerVonMises([0, 3, 0], [0, 8, 0]))).toBeGreaterThan(0.3);
    expect(pOf(cramerVonMises([0, 30_000, 0], [0, 800, 0]))).toBeGreaterThan(0.3);
  });

  test('values of both samples in one open bin count as tied, those of one sample as apart', () => {
    expect(cramerVonMises([4, 0, 0], [5, 0, 0])).toEqual(cramerVonMises([0, 4, 0], [0, 5, 0]));
    expect(cramerVonMises([0, 4, 0], [0, 0, 5])).toMatchObject({ statistic: expect.closeTo(41 / 36, 0) });
  });

  test('exact and asymptotic p agree at 20 values', () => {
    for (const statistic of [0.05, 0.15, 0.4]) {
      const [exact, limit] = [true, false].map((way) => cramerVonMisesPValue(statistic, 20, 20, way));
      expect(Math.abs(exact! - limit!)).toBeLessThan(0.02);
    }
  });
});

type Marked = { readonly value: number; readonly isX: boolean };

function permutations(items: readonly Marked[]): (readonly Marked[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** T by its definition for one order. */
function plainT(isX: readonly boolean[]): number {
  const n = isX.filter(Boolean).length;
  const m = isX.length - n;
  let [x, y, sum] = [0, 0, 0];
  for (const step of isX) {
    if (step) x++;
    else y++;
    sum += (x / n - y / m) ** 2;
  }
  return (sum * n * m) / (n + m) ** 2;
}

describe('Anderson-Darling', () => {
  // Wanted: the series of Anderson & Darling (1954) in 40 digits (mpmath).
  test.each([
    [0.3, 0.9381576360570231],
    [1, 0.35726667321401906],
    [2.492, 0.05002218635960787],
    [5, 0.0028744213045860723],
    [10, 1.3815035410685864e-5],
    [20, 4.465071538311922e-10],
  ])('the limit exceeds %d with the chance of the series', (statistic, want) => {
    const standardised = (statistic - 1) / Math.sqrt((2 * (Math.PI ** 2 - 9)) / 3);
    expect(Math.abs(andersonDarlingPValue(standardised) / want - 1)).toBeLessThan(1e-9);
  });

  test('needs two values that differ, and four in all', () => {
    expect(andersonDarling([0, 5, 0], [0, 7, 0]).computable).toBe(false);
    expect(andersonDarling([0, 1, 0, 0, 0], [0, 0, 0, 1, 0]).computable).toBe(false);
    expect(andersonDarling([0, 0, 5], [0, 0, 0]).computable).toBe(false);
  });

  test('a bin of a million distinct values takes no noticeable time', () => {
    const got = andersonDarling([0, 500_000, 0, 500_000, 0], [0, 0, 0, 0, 1_000_000]);
    expect(got).toMatchObject({ computable: true, pValue: 0 });
  });
});

describe('Welch and Brown-Forsythe', () => {
  test('Welch needs two values a sample and some spread; different constants are infinitely far apart', () => {
    expect(welchTest({ count: 1, mean: 0, variance: 0 }, { count: 9, mean: 0, variance: 1 }).computable).toBe(
      false,
    );
    const constant = { count: 5, mean: 2, variance: 0 };
    expect(welchTest(constant, constant).computable).toBe(false);
    expect(welchTest(constant, { ...constant, mean: 3 })).toMatchObject({
      statistic: Number.NEGATIVE_INFINITY,
      pValue: 0,
    });
    expect(() => welchTest({ ...constant, variance: -1 }, constant)).toThrow(RangeError);
  });

  test('Welch turns its sign and keeps its p for exchanged samples', () => {
    const moments = fc.record({
      count: fc.integer({ min: 2, max: 1000 }),
      mean: fc.double({ min: -100, max: 100, noNaN: true }),
      variance: fc.double({ min: 0.01, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const [there, back] = [welchTest(a, b), welchTest(b, a)];
        if (!there.computable || !back.computable) throw new Error('both vary');
        expect(back.statistic).toBeCloseTo(-there.statistic, 9);
        expect(back.pValue).toBeCloseTo(there.pValue, 9);
      }),
    );
  });

  test('Brown-Forsythe sees spread alone: a shift changes nothing', () => {
    const xs = Float64Array.from({ length: 30 }, (_, i) => (i * 7) % 31);
    const of = (ys: Float64Array) => {
      const { cuts, reference, current } = onAllValues(xs, ys);
      const got = brownForsythe(cellPositions(cuts, { min: 0, max: 0, scale: 0 }), reference, current);
      if (!got.computable) throw new Error(got.reason);
      return got;
    };
    expect(of(xs.map((x) => x + 100)).pValue).toBeCloseTo(1, 9);
    expect(of(xs.map((x) => 3 * x))).toMatchObject({ spreadRatio: expect.closeTo(3, 9) });
    expect(of(xs.map((x) => 3 * x)).pValue).toBeLessThan(0.01);
  });
});
