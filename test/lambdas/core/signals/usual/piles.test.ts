import { describe, expect, test } from '@jest/globals';
import type { NumberBins } from '../../../../../lambdas/core/columns/reference-bins.ts';
import { largestPile, pileScale } from '../../../../../lambdas/core/signals/usual/effects.ts';
import { onPiles, pileOfBins, pilesOf } from '../../../../../lambdas/core/signals/usual/piles.ts';
import { usualInWords } from '../../../../../lambdas/core/signals/usual/words.ts';

describe('places for the bins of a column', () => {
  const bins: NumberBins = { type: 'numbers', cuts: [1, 2, 3], exact: true, center: 2 };

  test('are dealt out in turn, and the last is of rows without a value', () => {
    expect(Array.from(pileOfBins(bins, 3))).toEqual([3, 0, 1, 2, 0, 1, 2, 0]);
    expect(onPiles([1, 2, 4, 8, 16, 32, 64], 3)).toEqual([1 + 8 + 64, 2 + 16, 4 + 32]);
  });

  test('are as many as bins may be, and fewer in wide models', () => {
    expect(pilesOf(15)).toBe(251);
    expect(pilesOf(1000)).toBe(61);
  });
});

test.each([
  ['rows at one value', 'at one value usually at most 3 % more of the rows; today 5 %'],
  ['rows in a narrow range', 'in a narrow range of values usually at most 3 % more of the rows; today 5 %'],
] as const)('what rose is said as it is: %s', (of, sentence) => {
  expect(usualInWords({ upTo: 0.03, today: 0.05, blocks: 90 }, of)).toBe(sentence);
});

describe('the largest pile', () => {
  test('is the rise that is largest for how common the place is', () => {
    // From 40 to 43 % and from 0 to 2 % of 100: 0.03 / sqrt(0.4 + 0.25) = 0.0372, 0.02 / sqrt(0 + 0.25) = 0.04.
    const pile = largestPile({ reference: [40, 0, 30, 30], current: [43, 2, 30, 25] });

    expect(pile.rise).toBeCloseTo(0.02, 12);
    expect(pile.scale).toBeCloseTo(pileScale(0, 4), 12);
  });

  test('of rows that spread over many places together is small beside that of as many at one value', () => {
    const even = new Array<number>(100).fill(100);
    const moved = even.map((count, bin) => (bin < 50 ? count + 20 : count - 20));
    const piled = even.with(3, 1100).map((count, bin) => (bin === 3 ? count : count - 10));
    const of = (current: readonly number[]) => {
      const { rise, scale } = largestPile({
        reference: onPiles(even, 7),
        current: onPiles(current, 7),
      });
      return rise / scale;
    };

    expect(of(piled)).toBeGreaterThan(10 * of(moved));
  });
});
