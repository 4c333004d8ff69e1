import { describe, expect, test } from '@jest/globals';
import { binFinder } from '../../../../lambdas/core/stats/bins/bin-finder.ts';
import { cutPoints } from '../../../../lambdas/core/stats/bins/cut-points.ts';
import { quantileFromBins } from '../../../../lambdas/core/stats/bins/quantile-from-bins.ts';
import { equalMassBins, groupCounts } from '../../../../lambdas/core/stats/distances/equal-mass-bins.ts';

function binsOf(cuts: Float64Array, ...values: readonly number[]): number[] {
  const into = new Int32Array(values.length);
  binFinder(cuts)(Float64Array.from(values), into);
  return Array.from(into);
}

describe('cutPoints', () => {
  test('are the distinct values when there are few', () => {
    expect(Array.from(cutPoints([1, 2, 5], [9, 1, 1]))).toEqual([1, 2, 5]);
    expect(Array.from(cutPoints([], []))).toEqual([]);
  });

  test('thinned, keep the ends and steps of equal mass', () => {
    const values = Array.from({ length: 101 }, (_, i) => i);
    expect(Array.from(cutPoints(values, new Array(101).fill(1), 5))).toEqual([0, 25, 50, 75, 100]);
  });

  test('thinned, a heavy value takes several steps at once', () => {
    expect(Array.from(cutPoints([0, 1, 2, 3, 4], [1, 1, 96, 1, 1], 4))).toEqual([0, 2, 4]);
  });

  test.each([
    ['a count missing', () => cutPoints([1, 2], [1])],
    ['values out of order', () => cutPoints([2, 1], [1, 1])],
    ['a value twice', () => cutPoints([1, 1], [1, 1])],
    ['NaN', () => cutPoints([Number.NaN], [1])],
    ['NaN at the end', () => cutPoints([1, Number.NaN], [1, 1])],
    ['room for one cut', () => cutPoints([1, 2], [1, 1], 1)],
  ])('refuse %s', (_, call) => {
    expect(call).toThrow(RangeError);
  });
});

describe('binFinder', () => {
  const cuts = Float64Array.of(-1, 0, 2.5);

  test.each([
    [Number.NEGATIVE_INFINITY, 0],
    [-2, 0],
    [-1, 1],
    [-0.5, 2],
    [0, 3],
    [-0, 3],
    [1, 4],
    [2.5, 5],
    [3, 6],
    [Number.POSITIVE_INFINITY, 6],
  ])('of %d is %d', (value, cell) => {
    expect(binsOf(cuts, value)).toEqual([cell]);
  });

  test('without cut points has one cell', () => {
    expect(binsOf(Float64Array.of(), 7)).toEqual([0]);
  });
});

describe('equalMassBins', () => {
  test('keep underflow and overflow apart and share the mass between them', () => {
    const reference = [0, 1, 0, 1, 0, 1, 0, 1, 0];
    const ends = equalMassBins(reference, 2);

    expect(ends).toEqual([1, 4, 8, 9]);
    expect(groupCounts(reference, ends)).toEqual([0, 2, 2, 0]);
    expect(groupCounts([5, 1, 1, 1, 1, 1, 1, 1, 3], ends)).toEqual([5, 3, 4, 3]);
  });

  test('a value heavier than a group stands where it is', () => {
    expect(
      groupCounts([0, 1, 0, 97, 0, 1, 0, 1, 0], equalMassBins([0, 1, 0, 97, 0, 1, 0, 1, 0], 10)),
    ).toEqual([0, 98, 2, 0]);
  });

  test.each([
    ['no group', () => equalMassBins([1, 1, 1], 0)],
    ['no cell', () => equalMassBins([])],
    ['groups for other cells', () => groupCounts([1, 2], [1, 3])],
  ])('refuse %s', (_, call) => {
    expect(call).toThrow(RangeError);
  });
});

describe('quantileFromBins', () => {
  const cuts = [10, 20, 30];

  test('is the cut point when it falls on one', () => {
    expect(quantileFromBins(cuts, [0, 1, 0, 1, 0, 1, 0], 0.5)).toEqual({
      computable: true,
      value: 20,
      exact: true,
    });
    expect(quantileFromBins(cuts, [0, 1, 0, 1, 0, 1, 0], 0)).toEqual({
      computable: true,
      value: 10,
      exact: true,
    });
    expect(quantileFromBins(cuts, [0, 1, 0, 1, 0, 1, 0], 1)).toEqual({
      computable: true,
      value: 30,
      exact: true,
    });
  });

  test('is read off between the neighbours in an open bin', () => {
    expect(quantileFromBins(cuts, [0, 0, 4, 0, 0, 0, 0], 0.25)).toEqual({
      computable: true,
      value: 12.5,
      exact: false,
    });
  });

  test('is the nearest cut point outside them all', () => {
    expect(quantileFromBins(cuts, [4, 0, 0, 0, 0, 0, 0], 0.5)).toEqual({
      computable: true,
      value: 10,
      exact: false,
    });
    expect(quantileFromBins(cuts, [0, 0, 0, 0, 0, 0, 4], 0.5)).toEqual({
      computable: true,
      value: 30,
      exact: false,
    });
  });

  test('beside an infinite cut point is the finite neighbour', () => {
    const infinite = [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY];
    expect(quantileFromBins(infinite, [0, 0, 4, 0, 0, 0, 0], 0.5)).toMatchObject({ value: 0 });
    expect(quantileFromBins(infinite, [0, 0, 0, 0, 4, 0, 0], 0.5)).toMatchObject({ value: 0 });
  });

  test('is not computable without rows or cut points', () => {
    expect(quantileFromBins(cuts, [0, 0, 0, 0, 0, 0, 0], 0.5).computable).toBe(false);
    expect(quantileFromBins([], [3], 0.5).computable).toBe(false);
  });

  test('refuses counts that do not fit and probabilities that are none', () => {
    expect(() => quantileFromBins(cuts, [1, 2, 3], 0.5)).toThrow(RangeError);
    expect(() => quantileFromBins(cuts, [0, 1, 0, 1, 0, 1, 0], 1.5)).toThrow(RangeError);
  });
});
