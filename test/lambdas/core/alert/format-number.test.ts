import { expect, test } from '@jest/globals';
import {
  formatCount,
  formatCountOf,
  formatInstant,
  formatShare,
} from '../../../../lambdas/core/alert/format-number.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [12_500, '12,500'],
  [1_234_567, '1,234,567'],
])('the count %d reads as %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test('a count agrees with its noun', () => {
  expect(formatCountOf(1, 'row')).toBe('1 row');
  expect(formatCountOf(2000, 'row')).toBe('2,000 rows');
});

test.each([
  [0, '0 %'],
  [0.00001, '< 0.01 %'],
  [0.004, '0.4 %'],
  [0.1234, '12 %'],
  [0.9999, '> 99 %'],
  [1, '100 %'],
])('the share %d reads as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test('an instant reads to the minute', () => {
  expect(formatInstant('2026-11-20T06:02:11.000Z')).toBe('2026-11-20 06:02 UTC');
});
