import { expect, test } from '@jest/globals';
import { parseSeason, seasonInWords } from '../../../../lambdas/core/contract/seasons.ts';

test.each([
  ['month', 'december', 'december'],
  ['month', 'December', 'december'],
  ['month', '12', 'december'],
  ['month', '1', 'january'],
  ['month', '01', 'january'],
  ['month', '0', undefined],
  ['month', '13', undefined],
  ['month', 'decembr', undefined],
  ['month', 'monday', undefined],
  ['month', '2026-12', undefined],
  ['month', '', undefined],
  ['weekday', 'monday', 'monday'],
  ['weekday', 'SUNDAY', 'sunday'],
  ['weekday', '1', undefined],
  ['weekday', 'constructor', undefined],
] as const)('the %s "%s" is %s', (kind, text, expected) => {
  expect(parseSeason(kind, text)).toBe(expected);
});

test('a season begins with a capital in a sentence', () => {
  expect(seasonInWords('december')).toBe('December');
});
