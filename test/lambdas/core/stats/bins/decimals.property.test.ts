import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalsOf, mostDecimals, unrounded } from '../../../../../lambdas/core/stats/bins/decimals.ts';

/** From the digits that the language itself finds shortest. */
function byText(value: number): number {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toString().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const decimals = Math.max(0, fraction.length - Number(exponent));
  if (decimals === 0) return 0;
  const digits = `${whole}${fraction}`.replace(/^0+/, '').length;
  return digits > 15 || decimals > mostDecimals ? unrounded : decimals;
}

test.each([
  [5, 0],
  [-0, 0],
  [1e300, 0],
  [0.3, 1],
  [-21.65, 2],
  [1e-7, 7],
  [1e-16, unrounded],
  [5e-324, unrounded],
  [0.1 + 0.2, unrounded],
  [1 / 3, unrounded],
  [Math.fround(21.6), unrounded],
  [2 ** 50 + 0.5, unrounded],
  [123_456_789_012.345, 3],
])('%p has %i decimals', (value, decimals) => {
  expect(decimalsOf(value)).toBe(decimals);
});

test('the decimals of a double are those of its shortest text', () => {
  const typed = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat(16))
    .map(([digits, decimals]) => Number(`${digits}e-${decimals}`));
  const long = fc
    .tuple(fc.integer({ min: 1e14, max: 1e15 - 1 }), fc.nat(16))
    .map(([digits, decimals]) => Number(`${digits}e-${decimals}`));
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

  fc.assert(
    fc.property(fc.oneof(typed, long, doubles), (value) => decimalsOf(value) === byText(value)),
    { numRuns: 20_000, seed: 17 },
  );
});
