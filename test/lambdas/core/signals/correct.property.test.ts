import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { correctTests } from '../../../../lambdas/core/signals/correct.ts';
import type { Test } from '../../../../lambdas/core/signals/measurement.ts';
import { benjaminiHochberg } from '../../../../lambdas/core/stats/tests/benjamini-hochberg.ts';

const anyTests = fc.array(
  fc.record({
    family: fc.constant('values' as const),
    pValue: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.double({ min: 0.01, max: 20, noNaN: true }),
    isOfSegment: fc.boolean(),
  }),
  { maxLength: 30 },
);

/** Half of the model's alpha is that of the family. */
const alpha = 0.02;

const unweighted = (tests: readonly Test[]) => tests.map((test) => ({ ...test, weight: 1 }));

describe('laws of a corrected family', () => {
  test('without weights it is Benjamini-Hochberg', () => {
    fc.assert(
      fc.property(anyTests, (tests) => {
        expect(correctTests(unweighted(tests), alpha).map(({ qValue }) => qValue)).toEqual(
          benjaminiHochberg(tests.map(({ pValue }) => pValue)),
        );
      }),
    );
  });

  test('weights never add up to more than the number of tests: levels of Bonferroni neither', () => {
    fc.assert(
      fc.property(anyTests, (drawn) => {
        const tests = drawn.map(({ isOfSegment, ...test }) =>
          isOfSegment ? { ...test, ofSegment: true as const } : test,
        );
        const levels = correctTests(tests, alpha).map(({ strictestAlpha }) => strictestAlpha);
        expect(levels.reduce((sum, level) => sum + level, 0)).toBeLessThanOrEqual(0.01 * (1 + 1e-9));
      }),
    );
  });

  test('a smaller weight never makes a test more significant', () => {
    fc.assert(
      fc.property(anyTests, (drawn) => {
        const [first, ...others] = unweighted(drawn);
        if (!first) return;
        const [plain] = correctTests([first, ...others], alpha);
        const [strict] = correctTests([{ ...first, weight: 0.1 }, ...others], alpha);
        expect(strict!.qValue).toBeGreaterThanOrEqual(plain!.qValue);
      }),
    );
  });

  test('segments have half of the level, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 }), (whole, ofSegments) => {
        const test = { family: 'values' as const, pValue: 1, weight: 1 };
        const all = [
          ...Array.from({ length: whole }, () => test),
          ...Array.from({ length: ofSegments }, () => ({ ...test, ofSegment: true as const })),
        ];
        const levels = correctTests(all, alpha).map(({ strictestAlpha }) => strictestAlpha);
        const sum = levels.slice(0, whole).reduce((total, level) => total + level, 0);
        expect(sum).toBeCloseTo(0.005, 12);
      }),
    );
  });
});
