import { expect, test } from '@jest/globals';
import {
  direction,
  formatCount,
  formatCountOf,
  formatInstant,
  formatInterval,
  numberInWords,
  percent,
  qInWords,
} from '../../../../lambdas/core/text/in-words.ts';

test.each([
  [0, '0'],
  [0.000_123_4, '1.23e-4'],
  [-0.123_456, '-0.1235'],
  [12.3, '12.3'],
  [12_500.4, '12,500'],
  // A year is no amount.
  [2015, '2015'],
  [999_999, '999,999'],
  // Medians of amounts read as 2.11e7.
  [21_100_000.4, '21,100,000'],
  [-1_234_567, '-1,234,567'],
  [1_234_567_890_123, '1.23e12'],
])('the number %d reads as %s', (number, text) => {
  expect(numberInWords(number)).toBe(text);
});

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

test.each([
  [0, 'q < 0.0001'],
  [0.00412, 'q = 0.0041'],
  [0.004, 'q = 0.004'],
  [1, 'q = 1'],
])('the probability %d reads as %s', (probability, text) => {
  expect(qInWords(probability)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.00001, 'under 0.01 %'],
  [0.004, '0.4 %'],
  [0.0214, '2.1 %'],
  [0.1234, '12.3 %'],
  [0.99, '99 %'],
  [0.9999, 'over 99.9 %'],
  [1, '100 %'],
])('the share %d reads as %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('a change has a direction', () => {
  expect([direction(1, 2), direction(2, 1), direction(1, 1)]).toEqual(['rose', 'fell', 'stayed']);
});
