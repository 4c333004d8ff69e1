import { expect, test } from '@jest/globals';
import { referenceName } from '../../../../lambdas/pipeline/reference/reference-name.ts';

test.each([
  'a.csv',
  'december.csv',
  'month=december',
  '2026/a.csv',
  '12/a.csv',
  'v2/_SUCCESS',
  'day=2026-12-01/part-0.csv',
  'old/december/a.csv',
  'fiscalmonth=december/a.csv',
])('%s is of the default reference', (path) => {
  expect(referenceName(path)).toEqual({ status: 'default' });
});

test.each([
  ['month=december/a.csv', 'december'],
  ['Month=December/a.csv', 'december'],
  ['month=12/part-0.csv', 'december'],
  ['month=01/v2/a.csv', 'january'],
  ['december/a.csv', 'december'],
  ['weekday=monday/a.csv', 'monday'],
  ['Monday/a.csv', 'monday'],
])('%s is of %s', (path, season) => {
  expect(referenceName(path)).toEqual({ status: 'season', season });
});

test.each([
  ['month=decembr/a.csv', 'month'],
  ['month=2026-12/a.csv', 'month'],
  ['month=/a.csv', 'month'],
  ['month=monday/a.csv', 'month'],
  ['weekday=1/a.csv', 'weekday'],
] as const)('%s names no %s that there is', (path, kind) => {
  expect(referenceName(path)).toMatchObject({ status: 'unknown', kind });
});
