import { expect, test } from '@jest/globals';
import { missingState, missingTokens } from '../../../lambdas/readers/missing-tokens.ts';

const stateOf = (tokens: readonly string[], text: string) => {
  const bytes = new TextEncoder().encode(text);
  return missingState(missingTokens(tokens), bytes, 0, bytes.length);
};

test('a missing token gives two more than its index, any other text nothing', () => {
  const tokens = ['', 'NA', 'N/A', '-999', 'NA', '\u{1f6ab}'];

  const states = ['', 'NA', 'N/A', '-999', '\u{1f6ab}', 'N', 'na', 'NAN', '-99', ' '].map((text) =>
    stateOf(tokens, text),
  );

  expect(states).toEqual([2, 3, 4, 5, 7, 0, 0, 0, 0, 0]);
});

test('the empty text is missing only when it is a token', () => {
  expect(stateOf(['NA'], '')).toBe(0);
});

test('more tokens than states are refused', () => {
  const tokens = Array.from({ length: 251 }, (_, index) => `NA${index}`);

  expect(() => missingTokens(tokens)).toThrow(RangeError);
});
