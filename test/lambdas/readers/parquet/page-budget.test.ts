import { expect, test } from '@jest/globals';
import { pageBudget } from '../../../../lambdas/readers/parquet/page-budget.ts';

const mebibyte = 1_048_576;

test('a page of more than 256 MiB is refused before it is unpacked, whether of bytes or of rows', () => {
  expect(() => pageBudget().take(257 * mebibyte, 1)).toThrow('data_page_size');
  expect(() => pageBudget().take(10, 2 ** 31 - 1)).toThrow('data_page_size');
});

test('the pages that are open at once share 1 GiB; what is given back can be taken again', () => {
  const budget = pageBudget();
  for (let page = 0; page < 5; page++) budget.take(200 * mebibyte, 0);

  expect(() => budget.take(100 * mebibyte, 0)).toThrow('data_page_size');
  budget.giveBack(200 * mebibyte);
  expect(budget.take(100 * mebibyte, 0)).toBe(100 * mebibyte);
});
