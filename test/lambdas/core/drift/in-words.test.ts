import { expect, test } from '@jest/globals';
import { qInWords } from '../../../../lambdas/core/drift/in-words.ts';

test.each([
  [0, 'q < 0.0001'],
  [0.00412, 'q = 0.0041'],
  [0.004, 'q = 0.004'],
  [1, 'q = 1'],
])('the probability %d reads as %s', (probability, text) => {
  expect(qInWords(probability)).toBe(text);
});
