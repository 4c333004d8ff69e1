import { expect, test } from '@jest/globals';
import {
  formatCount,
  formatCountOf,
  formatInstant,
  formatInterval,
} from '../../../../lambdas/core/text/format-number.ts';

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

test('an instant reads to the minute', () => {
  expect(formatInstant('2026-11-20T06:02:11.000Z')).toBe('2026-11-20 06:02 UTC');
});

test.each([
  [0, 'less than 1 min'],
  [59_999, 'less than 1 min'],
  [15 * 60_000, '15 min'],
  [72.6 * 60_000, '1 h 12 min'],
  [4 * 3_600_000, '4 h'],
  [24 * 3_600_000, '1 day'],
  [51.9 * 3_600_000, '2 days 3 h'],
])('a length of %d ms reads as %s', (ms, text) => {
  expect(formatInterval(ms)).toBe(text);
});
