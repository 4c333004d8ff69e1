import { expect, test } from '@jest/globals';
import { batchName } from '../../../../lambdas/core/text/batch-name.ts';

test.each([
  ['batches/m/a b.csv', 'a b.csv'],
  ['batches/m/day=1/part.csv', 'part.csv'],
  ['batches/m/day=1/_SUCCESS', 'day=1/'],
  ['batches/m/_SUCCESS', 'm/'],
  ['a.csv', 'a.csv'],
  ['_SUCCESS', '_SUCCESS'],
])('the batch %s is called %s', (key, name) => {
  expect(batchName(key)).toBe(name);
});
