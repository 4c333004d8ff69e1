import { describe, expect, test } from '@jest/globals';
import { unseenSharePValue } from '../../../../lambdas/core/stats/good-turing.ts';

describe('the share of unseen values', () => {
  test('is held against that of values seen once', () => {
    const found = unseenSharePValue({ size: 1000, once: 100, twice: 0 }, { count: 1200, size: 10_000 });

    // z = 0.02 / sqrt(0.12 * 0.88 / 10,000 + 100 * 0.9 / 1,000,000) = 1.9944
    expect(found).toBeCloseTo(0.0461, 4);
  });

  test('is less sure where many values were seen twice', () => {
    const batch = { count: 1200, size: 10_000 };
    const [few, many] = [0, 100].map((twice) => unseenSharePValue({ size: 1000, once: 100, twice }, batch));

    expect(many).toBeGreaterThan(few!);
  });

  test('is p = 1 where nothing was seen once and nothing is unseen', () => {
    expect(unseenSharePValue({ size: 1000, once: 0, twice: 0 }, { count: 0, size: 10 })).toBe(1);
  });
});
