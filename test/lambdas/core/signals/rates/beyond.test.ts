import { describe, expect, test } from '@jest/globals';
import { smallestBeyond, valuesBeyond } from '../../../../../lambdas/core/signals/rates/beyond.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { seededRandom } from '../../../../support/random.ts';
import { compare, compareColumn, many } from '../../drift/samples.ts';

const cuts = [1, 2, 3];
const bins = { type: 'numbers' as const, cuts, exact: true, center: 2 };
const valuesOf = (counts: readonly number[]) => ({
  type: 'numbers' as const,
  count: counts.reduce((sum, count) => sum + count, 0),
  sum: 0,
  sumOfSquares: 0,
  bins: [...counts],
});
const reference = valuesOf([0, 3, 0, 3, 0, 3, 0]);

describe("values beyond all of the reference's", () => {
  test('have the chance that the outermost of all values are those of the batch', () => {
    // By hand: of 9 + 4 values the two largest are both of the batch with 4/13 * 3/12 = 1/13; two sides.
    const found = valuesBeyond(bins, reference, valuesOf([0, 1, 0, 1, 0, 0, 2]));

    expect(found).toMatchObject({ count: 2, change: { side: 'above', bound: 3, from: 0, to: 0.5 } });
    expect(found?.pValue).toBeCloseTo(2 / 13, 12);
  });

  test('are those of both sides, told by the side that has more', () => {
    // The three smallest: 5/14 * 4/13 * 3/12 = 5/182.
    const found = valuesBeyond(bins, reference, valuesOf([3, 1, 0, 0, 0, 0, 1]));

    expect(found).toMatchObject({ count: 4, change: { side: 'below', bound: 1, to: 0.6 } });
    expect(found?.pValue).toBeCloseTo(10 / 182, 12);
  });

  test('are none where the batch has none, or the reference has some itself', () => {
    expect(valuesBeyond(bins, reference, valuesOf([0, 1, 5, 1, 0, 0, 0]))).toBeUndefined();
    expect(
      valuesBeyond(bins, valuesOf([0, 3, 0, 3, 0, 3, 1]), valuesOf([0, 1, 0, 0, 0, 0, 1])),
    ).toBeUndefined();
  });

  test('are so unlikely in large numbers that no double holds it', () => {
    const found = valuesBeyond(
      bins,
      valuesOf([0, 1000, 0, 0, 0, 1000, 0]),
      valuesOf([5000, 0, 0, 0, 0, 0, 0]),
    );

    expect(found?.pValue).toBeLessThan(1e-300);
  });

  test('are found in a share that falls with the rows of the reference and rises with the level', () => {
    expect(smallestBeyond(1e-5, 10_000, 1000)).toBeLessThan(smallestBeyond(1e-5, 1000, 1000));
    expect(smallestBeyond(1e-3, 10_000, 1000)).toBeLessThan(smallestBeyond(1e-5, 10_000, 1000));
    expect(smallestBeyond(1e-5, 10_000, 1000)).toBeLessThan(0.01);
  });
});

describe("a contract's smallest effect", () => {
  const { normal } = seededRandom(30_11_2026);
  const before = many(5000, normal);
  const filled = many(1000, (row) => (row % 50 === 0 ? -999 : normal()));

  // With 0.9 it was told all the same.
  test('holds for values beyond the reference, too, where it asks for more than by default', () => {
    const asked = (minEffect: number) => compareColumn(before, filled, { drift: { minEffect } });

    expect(asked(0.02).verdict).toMatchObject({ status: 'drifted' });
    expect(asked(0.9).verdict.status).not.toBe('drifted');
  });

  test('holds for them where it is of the model', () => {
    const columns = [{ name: 'x', kind: 'numeric' as const }];
    const statusOf = (minEffect?: number) =>
      compare(buildContract(columns, { drift: { minEffect } }), [before], [filled]).features[0]?.verdict
        .status;

    expect(statusOf()).toBe('drifted');
    expect(statusOf(0.9)).not.toBe('drifted');
  });

  test('is no share of rows where it is the size of a distance', () => {
    const byStability = compareColumn(before, filled, { drift: { method: 'psi', minEffect: 0.9 } });

    expect(byStability.verdict).toMatchObject({ status: 'drifted' });
  });
});
