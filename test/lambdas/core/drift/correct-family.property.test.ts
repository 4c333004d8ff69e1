import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { correctFamily } from '../../../../lambdas/core/drift/correct-family.ts';
import { benjaminiHochberg } from '../../../../lambdas/core/stats/tests/benjamini-hochberg.ts';

const families = fc.array(
  fc.record({
    pValue: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.double({ min: 0.01, max: 20, noNaN: true }),
  }),
  { maxLength: 30 },
);

describe('laws of a corrected family', () => {
  test('without weights it is Benjamini-Hochberg', () => {
    fc.assert(
      fc.property(families, (tests) => {
        const corrected = correctFamily(tests, 0.01);
        expect(tests.map((one) => corrected.get(one)!.qValue)).toEqual(
          benjaminiHochberg(tests.map(({ pValue }) => pValue)),
        );
      }),
    );
  });

  test('weights never add up to more than the number of tests: levels of Bonferroni neither', () => {
    fc.assert(
      fc.property(families, (tests) => {
        const corrected = correctFamily(tests, 0.01, ({ weight }) => weight);
        const levels = tests.map((one) => corrected.get(one)!.strictestAlpha);
        expect(levels.reduce((sum, level) => sum + level, 0)).toBeLessThanOrEqual(0.01 * (1 + 1e-9));
      }),
    );
  });

  test('a smaller weight never makes a test more significant', () => {
    fc.assert(
      fc.property(families, (tests) => {
        const [first] = tests;
        if (!first) return;
        const plain = correctFamily(tests, 0.01).get(first)!.qValue;
        const strict = correctFamily(tests, 0.01, (one) => (one === first ? 0.1 : 1)).get(first)!.qValue;
        expect(strict).toBeGreaterThanOrEqual(plain);
      }),
    );
  });
});
