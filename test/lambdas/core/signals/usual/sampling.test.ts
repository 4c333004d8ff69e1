import { describe, expect, test } from '@jest/globals';
import type { WholeColumn } from '../../../../../lambdas/core/signals/usual/effects.ts';
import { samplingOfColumn } from '../../../../../lambdas/core/signals/usual/sampling.ts';

/** A reference of so many rows that sampling of its own does not count. */
const rows = 1e9;

const column = (change: Partial<WholeColumn>): WholeColumn => ({
  type: 'numbers',
  cells: rows,
  missing: 0,
  invalid: 0,
  counts: undefined,
  piles: undefined,
  values: rows,
  unseen: undefined,
  beyond: undefined,
  once: 0,
  ...change,
});

const even = (bins: number) => new Array<number>(bins).fill(rows / bins);

describe('what sampling alone makes of effects, in mean squares', () => {
  test('is p (1 - p) / n of rates', () => {
    const { missing, invalid } = samplingOfColumn(
      column({ missing: 0.1 * rows, invalid: 0.5 * rows }),
      200,
      1,
    );

    expect(missing).toBeCloseTo(0.09 / 200, 9);
    expect(invalid).toBeCloseTo(0.25 / 200, 9);
  });

  test('is more against a reference that has few rows itself', () => {
    const { missing } = samplingOfColumn(column({ cells: 600, values: 600, missing: 60 }), 200, 1);

    expect(missing).toBeCloseTo(0.09 * (1 / 200 + 1 / 600), 9);
  });

  // Of shares p and 1 - p total variation is the change of p, and so is D.
  test.each(['numbers', 'codes'] as const)('is p (1 - p) / n of two values: %s', (type) => {
    const { moved = 0 } = samplingOfColumn(column({ type, counts: [0.3 * rows, 0.7 * rows] }), 200, 1);

    expect(moved * 200).toBeGreaterThan(0.19);
    expect(moved * 200).toBeLessThan(0.23);
  });

  test("is about Kolmogorov's of numbers of many values: pi² / 12 n", () => {
    const { moved = 0 } = samplingOfColumn(column({ counts: even(1000) }), 5000, 1);

    expect((moved * 5000) / (Math.PI ** 2 / 12)).toBeGreaterThan(0.6);
    expect((moved * 5000) / (Math.PI ** 2 / 12)).toBeLessThan(1.5);
  });

  test('is of the largest of many alike about what the largest of as many normal numbers has', () => {
    // Of 100 places of a share of 0.01 each: (q - p) / sqrt(p + 0.01) has the variance 0.01 * 0.99 / 0.02 n; the largest of 100 of them
    // a mean square of 6.5 variances.
    const { pile = 0 } = samplingOfColumn(column({ counts: even(100) }), 20_000, 1);

    expect((pile * 20_000) / (6.5 * 0.495)).toBeGreaterThan(0.85);
    expect((pile * 20_000) / (6.5 * 0.495)).toBeLessThan(1.15);
  });

  test('is nothing where there are no values to compare, and the same every time', () => {
    expect(samplingOfColumn(column({ type: 'texts' }), 200, 1)).toEqual({
      missing: 0,
      invalid: 0,
      unseen: 0,
    });
    const once = samplingOfColumn(column({ counts: even(50) }), 200, 7);
    expect(samplingOfColumn(column({ counts: even(50) }), 200, 7)).toEqual(once);
  });
});
