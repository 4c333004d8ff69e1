import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { axisOf, groupShares } from '../../../../../lambdas/core/report/draw/number-groups.ts';

const sample = fc
  .tuple(
    fc.uniqueArray(
      fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    ),
    fc.array(fc.nat({ max: 1000 }), { minLength: 81, maxLength: 81 }),
    fc.array(fc.nat({ max: 1000 }), { minLength: 81, maxLength: 81 }),
  )
  .map(([values, before, now]) => {
    const cuts = [...new Set(values.map((value) => value + 0))].sort((a, b) => a - b);
    const cells = 2 * cuts.length + 1;
    return { cuts, reference: valuesOf(before.slice(0, cells)), current: valuesOf(now.slice(0, cells)) };
  });

function valuesOf(bins: number[]) {
  const count = bins.reduce((total, n) => total + n, 0);
  return { type: 'numbers', count, sum: 0, sumOfSquares: 0, bins } as const;
}

const binsOf = (cuts: number[]) => ({ type: 'numbers', cuts, exact: true, center: 0 }) as const;

describe('the groups of a histogram', () => {
  test('hold every value once, whatever the bins', () => {
    fc.assert(
      fc.property(sample, ({ cuts, reference, current }) => {
        const bins = binsOf(cuts);
        const axis = axisOf(bins, [reference, current]);

        expect(axis).toBeDefined();
        for (const one of [reference, current]) {
          const shares = axis && groupShares(axis, bins, one);
          const all = [shares?.below ?? 0, ...(shares?.within ?? []), shares?.above ?? 0];
          expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
          if (one.count > 0) expect(all.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('are at most 30, and of a finite width above 0', () => {
    fc.assert(
      fc.property(sample, ({ cuts, reference, current }) => {
        const axis = axisOf(binsOf(cuts), [reference, current]);

        expect(axis?.groups).toBeLessThanOrEqual(30);
        expect(axis?.width).toBeGreaterThan(0);
        expect(Number.isFinite(axis?.width)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('whole numbers get groups of equally many of them', () => {
  const cuts = Array.from({ length: 45 }, (_, index) => index);
  const bins = valuesOf(Array.from({ length: 91 }, (_, cell) => cell % 2));

  expect(axisOf(binsOf(cuts), [bins])).toEqual({
    scale: 'linear',
    start: -0.5,
    width: 2,
    groups: 23,
  });
});

test('a few far values do not flatten the picture', () => {
  const cuts = [...Array.from({ length: 100 }, (_, index) => index / 3), 1e6];
  const bins = valuesOf(Array.from({ length: 203 }, (_, cell) => (cell === 201 ? 1 : 10 * (cell % 2))));
  const axis = axisOf(binsOf(cuts), [bins]);

  expect((axis?.start ?? 0) + (axis?.width ?? 0) * (axis?.groups ?? 0)).toBeLessThan(50);
});

test('without a value of the reference there is no axis', () => {
  expect(axisOf(binsOf([]), [valuesOf([0])])).toBeUndefined();
});

describe('amounts of which most are small', () => {
  const amounts = Array.from({ length: 200 }, (_, index) => 10 ** (index / 40));
  const even = (cuts: readonly number[]) =>
    valuesOf(Array.from({ length: 2 * cuts.length + 1 }, (_, cell) => cell % 2));
  const fullest = (cuts: number[]) => {
    const axis = axisOf(binsOf(cuts), [even(cuts), even(cuts)])!;
    return { scale: axis.scale, fullest: Math.max(...groupShares(axis, binsOf(cuts), even(cuts)).within) };
  };

  // "Cost Total" was one bar of 65 % and a line along the ground.
  test('are drawn on a logarithmic axis, where they can be told apart', () => {
    expect(fullest(amounts)).toMatchObject({ scale: 'log' });
    expect(fullest(amounts).fullest).toBeLessThan(0.06);
  });

  test('lie off it where they are 0', () => {
    const cuts = [0, ...amounts];
    const values = valuesOf(
      Array.from({ length: 2 * cuts.length + 1 }, (_, cell) => (cell === 1 ? 50 : cell % 2)),
    );
    const axis = axisOf(binsOf(cuts), [values, values])!;

    expect(axis.scale).toBe('log');
    expect(groupShares(axis, binsOf(cuts), values).below).toBeGreaterThan(0.19);
  });

  test('are drawn as they are where some are negative', () => {
    expect(fullest([-1, ...amounts]).scale).toBe('linear');
  });
});
