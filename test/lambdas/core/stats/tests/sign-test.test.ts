import { expect, test } from '@jest/globals';
import { signTest } from '../../../../../lambdas/core/stats/tests/sign-test.ts';

test.each([
  // scipy.stats.binomtest(up, up + down).pvalue, here by whole numbers: 2 (C(n, 0) + ... + C(n, fewer)) / 2^n
  [0, 5, 0.0625],
  [1, 9, 0.021484375],
  [3, 7, 0.34375],
  [8, 1, 0.0390625],
  [40, 20, 0.01348929373119186],
  [1200, 1000, 2.1817026407914712e-5],
])('of %d pairs one way and %d the other', (up, down, expected) => {
  expect(Math.abs(signTest(up, down) / expected - 1)).toBeLessThan(1e-9);
  expect(signTest(down, up)).toBe(signTest(up, down));
});

test('says nothing where nothing moved, or as much one way as the other', () => {
  expect([signTest(0, 0), signTest(7, 7)]).toEqual([1, 1]);
});

test('asks for counts', () => {
  expect(() => signTest(1.5, 2)).toThrow(RangeError);
  expect(() => signTest(-1, 2)).toThrow(RangeError);
});
