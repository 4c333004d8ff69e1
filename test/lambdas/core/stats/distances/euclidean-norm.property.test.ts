import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { euclideanNorm } from '../../../../../lambdas/core/stats/distances/euclidean-norm.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('euclideanNorm', () => {
  test('is what Math.hypot says, within the last digits, and at most the largest double', () => {
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 40 }), fc.nat(3), (values, before) => {
        const padded = Float64Array.of(...Array(before).fill(9), ...values, 9);

        const norm = euclideanNorm(padded, before, values.length);

        const expected = Math.min(Math.hypot(...values), Number.MAX_VALUE);
        expect(Math.abs(norm - expected)).toBeLessThanOrEqual(1e-14 * expected);
      }),
    );
  });

  test('of very large and very small numbers is no infinity and no zero', () => {
    expect(euclideanNorm(Float64Array.of(3e200, 4e200), 0, 2)).toBeCloseTo(5e200, -190);
    expect(euclideanNorm(Float64Array.of(3e-200, 4e-200), 0, 2)).toBeCloseTo(5e-200, 205);
    expect(euclideanNorm(Float64Array.of(1.7e308, 1.7e308), 0, 2)).toBe(Number.MAX_VALUE);
    expect(euclideanNorm(Float64Array.of(0, -0), 0, 2)).toBe(0);
    expect(euclideanNorm(Float64Array.of(), 0, 0)).toBe(0);
  });
});
