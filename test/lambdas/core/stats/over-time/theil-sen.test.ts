import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reachesAt, theilSenLine } from '../../../../../lambdas/core/stats/over-time/theil-sen.ts';

describe('the line of Theil and Sen', () => {
  test('is the line that points lie on, whatever one of them does', () => {
    const points = [0, 1, 2, 5, 9, 12, 20].map((at) => ({ at, value: 0.1 + 0.002 * at }));

    const line = theilSenLine(points.with(3, { at: 5, value: 1000 }));

    expect(line?.slope).toBeCloseTo(0.002, 12);
    expect(line?.intercept).toBeCloseTo(0.1, 12);
  });

  test('is none where all points are of one time', () => {
    expect(theilSenLine([])).toBeUndefined();
    expect(theilSenLine([{ at: 3, value: 1 }])).toBeUndefined();
    expect(theilSenLine([3, 3, 3].map((at, value) => ({ at, value })))).toBeUndefined();
  });

  test('turns with the sign of the values', () => {
    const point = fc.record({
      at: fc.integer({ min: 0, max: 50 }),
      value: fc.integer({ min: -99, max: 99 }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        const turned = theilSenLine(points.map(({ at, value }) => ({ at, value: -value })));
        const slope = theilSenLine(points)?.slope;
        expect(turned === undefined).toBe(slope === undefined);
        expect((turned?.slope ?? 0) + (slope ?? 0)).toBeCloseTo(0, 9);
      }),
    );
  });

  test('reaches a limit when it rises, and never when it does not', () => {
    expect(reachesAt({ slope: 0.5, intercept: 1 }, 3)).toBe(4);
    expect(reachesAt({ slope: 0, intercept: 1 }, 3)).toBeUndefined();
    expect(reachesAt({ slope: -0.5, intercept: 1 }, 3)).toBeUndefined();
  });
});
