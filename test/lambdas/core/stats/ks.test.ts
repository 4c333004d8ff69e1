import { describe, expect, test } from '@jest/globals';
import { ksExactUpperTail, ksPValue } from '../../../../lambdas/core/stats/tests/ks-p-value.ts';
import { ksErrorBound, ksStatistic } from '../../../../lambdas/core/stats/tests/ks-statistic.ts';

describe('ksStatistic', () => {
  test('is 0 for equal shares of unequal sizes', () => {
    expect(ksStatistic([1, 2, 3], [10, 20, 30])).toBe(0);
  });

  test('is 1 for disjoint samples', () => {
    expect(ksStatistic([3, 0, 0], [0, 0, 5])).toBe(1);
  });

  test('is the widest gap, in either direction', () => {
    expect(ksStatistic([1, 0, 1, 0], [0, 1, 0, 1])).toBe(0.5);
    expect(ksStatistic([0, 1, 0, 1], [1, 0, 1, 0])).toBe(0.5);
  });

  test.each([
    ['other bins', [1, 2], [1]],
    ['an empty reference', [0, 0], [1, 0]],
    ['an empty current sample', [1, 0], [0, 0]],
    ['NaN', [1, Number.NaN], [1, 1]],
  ])('refuses %s', (_, reference, current) => {
    expect(() => ksStatistic(reference, current)).toThrow(RangeError);
    expect(() => ksErrorBound(reference, current)).toThrow(RangeError);
  });
});

describe('ksErrorBound', () => {
  test('is 0 when both samples meet only on cut points', () => {
    expect(ksErrorBound([0, 5, 0, 5, 0], [1, 3, 2, 0, 9])).toBe(0);
  });

  test('is the largest smaller share in an open bin', () => {
    expect(ksErrorBound([1, 8, 1, 0, 0], [2, 6, 2, 0, 0])).toBe(0.1);
  });
});

describe('ksPValue', () => {
  test('is exact up to 10,000 rows and only when D is', () => {
    expect(ksPValue(0.1, 10_000, 100, { exact: true }).exact).toBe(true);
    expect(ksPValue(0.1, 10_001, 100, { exact: true }).exact).toBe(false);
    expect(ksPValue(0.1, 100, 100, { exact: false }).exact).toBe(false);
  });

  test('is 1 for D = 0 and for one value against one', () => {
    expect(ksPValue(0, 30, 40, { exact: true }).pValue).toBe(1);
    expect(ksPValue(0, 30_000, 40, { exact: true }).pValue).toBe(1);
    expect(ksPValue(1, 1, 1, { exact: true }).pValue).toBe(1);
    expect(ksPValue(1, 1, 1, { exact: false }).pValue).toBe(1);
  });

  test('of disjoint samples counts two of all the orders', () => {
    expect(ksExactUpperTail(1, 3, 4)).toBeCloseTo(2 / 35, 14);
    expect(ksExactUpperTail(1, 5, 5)).toBeCloseTo(2 / 252, 14);
  });

  test('is 0 only where no double is small enough', () => {
    expect(ksExactUpperTail(0.26, 10_000, 9_999)).toBeGreaterThan(1e-300);
    expect(ksExactUpperTail(0.3, 10_000, 9_999)).toBe(0);
  });

  test.each([
    ['a size of 0', () => ksPValue(0.5, 0, 10, { exact: true })],
    ['half a row', () => ksExactUpperTail(0.5, 1.5, 10)],
    ['D of NaN', () => ksExactUpperTail(Number.NaN, 10, 10)],
    ['D above 1', () => ksExactUpperTail(1.5, 10, 10)],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(RangeError);
  });
});
