import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { benjaminiHochberg } from '../../../../../lambdas/core/stats/tests/benjamini-hochberg.ts';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });

describe('laws of Benjamini-Hochberg', () => {
  test('q-values are in [p, 1] and in the order of the p-values', () => {
    fc.assert(
      fc.property(probabilities, (ps) => {
        const qs = benjaminiHochberg(ps);
        ps.forEach((p, i) => {
          expect(qs[i]).toBeGreaterThanOrEqual(p);
          expect(qs[i]).toBeLessThanOrEqual(1);
          ps.forEach((other, j) => {
            if (p <= other) expect(qs[i]).toBeLessThanOrEqual(qs[j]!);
          });
        });
      }),
    );
  });

  test('rejects as the step-up rule does', () => {
    fc.assert(
      fc.property(probabilities, fc.double({ min: 0.001, max: 0.2, noNaN: true }), (ps, alpha) => {
        const sorted = ps.toSorted((a, b) => a - b);
        const last = sorted.findLastIndex((p, i) => p <= ((i + 1) / ps.length) * alpha);
        expect(benjaminiHochberg(ps).filter((q) => q <= alpha * (1 + 1e-12)).length).toBeGreaterThanOrEqual(
          last + 1,
        );
        expect(benjaminiHochberg(ps).filter((q) => q <= alpha * (1 - 1e-12)).length).toBeLessThanOrEqual(
          last + 1,
        );
      }),
    );
  });

  test('a family may be empty; what is no p-value is refused', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(() => benjaminiHochberg([0.5, Number.NaN])).toThrow(RangeError);
    expect(() => benjaminiHochberg([1.5])).toThrow(RangeError);
  });
});
