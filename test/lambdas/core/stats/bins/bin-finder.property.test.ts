import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binFinder } from '../../../../../lambdas/core/stats/bins/bin-finder.ts';
import { binIndex } from '../../../../support/bin-index.ts';

const anything = fc.double({ noNaN: true });
const ordinary = fc.double({ noNaN: true, min: -1000, max: 1000 });
const positive = fc.double({ noNaN: true, min: 1e-9, max: 1e9 });
const whole = fc.integer({ min: -50, max: 50 }).map(Number);
const tiny = fc.constantFrom(0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE);

/** Cut points and values of one kind, so that many values are cut points or lie close to one. */
const sample = fc
  .constantFrom(anything, ordinary, positive, whole, tiny)
  .chain((number) => fc.tuple(fc.array(number, { maxLength: 300 }), fc.array(number, { maxLength: 60 })));

const extremes = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, -0, Number.MIN_VALUE, 1e308, -1e308];

function binsBySearch(cuts: Float64Array, values: Float64Array): number[] {
  return Array.from(values, (value) => binIndex(cuts, value));
}

function binsByFinder(cuts: Float64Array, values: Float64Array): number[] {
  const into = new Int32Array(values.length);
  binFinder(cuts)(values, into);
  return Array.from(into);
}

describe('binFinder', () => {
  test('finds the bins that the search finds, for the cut points, their neighbours, and what is far from them', () => {
    fc.assert(
      fc.property(sample, ([points, others]) => {
        const cuts = Float64Array.from(new Set(points.map((cut) => cut + 0))).sort();
        const near = points.flatMap((cut) => [cut, cut * (1 + 2 ** -50), cut - Number.MIN_VALUE, -cut]);
        const values = Float64Array.from([...near, ...others, ...extremes]);
        expect(binsByFinder(cuts, values)).toEqual(binsBySearch(cuts, values));
      }),
      { numRuns: 1000 },
    );
  });

  test('finds them where a grid has far fewer cells than there are cut points in its middle', () => {
    const crowded = Array.from({ length: 20_000 }, (_, i) => 1 + i * 1e-12);
    const cuts = Float64Array.from([
      ...Array.from({ length: 400 }, (_, i) => -1e9 + i),
      ...crowded,
      1e9,
      2e9,
    ]);
    const values = Float64Array.from([...crowded.map((cut) => cut + 5e-13), ...cuts]);
    expect(binsByFinder(cuts, values)).toEqual(binsBySearch(cuts, values));
  });

  test('finds them in block after block, few values or many', () => {
    const cuts = Float64Array.from({ length: 1000 }, (_, i) => i ** 3 - 1e6);
    const find = binFinder(cuts);
    for (const length of [0, 1, 40, 200, 30, 5000, 3]) {
      const values = Float64Array.from({ length }, (_, i) => cuts[(i * 389) % 1000]! + (i % 3) - 1);
      const into = new Int32Array(length);
      find(values, into);
      expect(Array.from(into)).toEqual(binsBySearch(cuts, values));
    }
  });

  test('takes -0 for 0, among the cut points too', () => {
    expect(binsByFinder(Float64Array.of(-0), Float64Array.of(0, -0))).toEqual([1, 1]);
  });

  test('leaves a bin for NaN that exists', () => {
    for (const cuts of [Float64Array.of(1, 2), Float64Array.from({ length: 100 }, (_, i) => i)]) {
      const [bin] = binsByFinder(cuts, Float64Array.of(Number.NaN));
      expect(bin).toBeGreaterThanOrEqual(0);
      expect(bin).toBeLessThan(2 * cuts.length + 1);
    }
  });

  test('refuses more cut points than it can count', () => {
    expect(() => binFinder(Float64Array.from({ length: 65_536 }, (_, i) => i))).toThrow(RangeError);
  });
});
