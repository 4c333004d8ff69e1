import { describe, expect, test } from '@jest/globals';
import { smallestBeyond, valuesBeyond } from '../../../../../lambdas/core/signals/rates/beyond.ts';

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
