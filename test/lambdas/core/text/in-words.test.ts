import { expect, test } from '@jest/globals';
import { percent, qInWords } from '../../../../lambdas/core/text/in-words.ts';

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
