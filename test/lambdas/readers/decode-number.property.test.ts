import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInteger, parseNumber } from '../../../lambdas/core/block/cell-grammar.ts';
import { decodeInteger, decodeNumber } from '../../../lambdas/readers/decode-number.ts';

const digits = (minimum: number, maximum: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: minimum, maxLength: maximum })
    .map((all) => all.join(''));

const sign = fc.constantFrom('', '-', '+');
const exponent = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.tuple(fc.constantFrom('e', 'E'), sign, fc.integer({ min: 0, max: 30 })).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('e', 'E'), sign, fc.integer({ min: 250, max: 400 }))
    .map((parts) => parts.join('')),
);

/** Numbers of every length, with zeros before and after, and exponents to beyond the range of doubles. */
const numbers = fc
  .tuple(
    sign,
    digits(1, 22),
    fc.oneof(
      fc.constantFrom('', '.'),
      digits(1, 25).map((all) => `.${all}`),
    ),
    exponent,
  )
  .map((parts) => parts.join(''));

/** The shortest texts of doubles with any bits, subnormals among them. */
const doubles = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([high, low]) => String(new Float64Array(Uint32Array.of(low, high).buffer)[0]!));

/** Doubles as programs write them: 15 to 17 digits about one. */
const written = fc
  .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(15, 16, 17, 18, 19))
  .map(([value, precision]) => value.toPrecision(precision));

/** Exactly between two doubles, and a digit beside: a rounding that is wrong anywhere is wrong here. */
const halfways = fc
  .tuple(
    fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }),
    fc.integer({ min: 0, max: 10 }),
    fc.constantFrom(-1n, 0n, 1n),
  )
  .map(([mantissa, shift, beside]) => {
    const scaled = (2n * mantissa + 1n) * 5n ** BigInt(shift + 1) * 10n ** 3n + beside;
    const text = scaled.toString().padStart(shift + 6, '0');
    return `${text.slice(0, -(shift + 4))}.${text.slice(-(shift + 4))}`;
  });

/** The same with at most 19 digits: between two doubles of 2^53 to 2^63. */
const shortHalfways = fc
  .tuple(
    fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }),
    fc.integer({ min: 1, max: 10 }),
    fc.constantFrom(-1n, 0n, 1n),
  )
  .map(([mantissa, shift, beside]) => ((2n * mantissa + 1n) * 2n ** BigInt(shift - 1) + beside).toString());

const almostNumbers = fc.string({ unit: fc.constantFrom(...'0123456789+-.eE x'), maxLength: 12 });

const inputs = fc.oneof(numbers, doubles, written, halfways, shortHalfways, almostNumbers);

function decode(decoder: typeof decodeNumber, text: string, behind = '1234'): number | undefined {
  const bytes = new TextEncoder().encode(`1${text}${behind}`);
  const into = Float64Array.of(Number.NaN, Number.NaN);
  return decoder(new DataView(bytes.buffer, bytes.byteOffset), 1, bytes.length - 4, into, 1)
    ? into[1]
    : undefined;
}

describe('decodeNumber', () => {
  test('gives what the grammar of cells gives, to the bit', () => {
    fc.assert(
      fc.property(inputs, (text) => {
        expect(decode(decodeNumber, text)).toBe(parseNumber(text));
      }),
      { numRuns: 60_000, seed: 7 },
    );
  });

  // A sign alone was read as -0 wherever no digit stood behind it: a dash for "missing" counted as zero.
  // What stands behind a cell must not matter.
  test.each([',abc', '\n-12', '.,.,', 'e1,2'])('gives the same with %j behind the cell', (behind) => {
    fc.assert(
      fc.property(inputs, (text) => {
        expect(decode(decodeNumber, text, behind)).toBe(parseNumber(text));
        expect(decode(decodeInteger, text, behind)).toBe(parseInteger(text));
      }),
      { numRuns: 3_000, seed: 11, examples: [['-'], ['+'], ['']] },
    );
  });

  test.each([
    ['-0', -0],
    ['0.0', 0],
    ['-0.00000000000000000000', -0],
    ['007', 7],
    ['+5', 5],
    ['1e22', 1e22],
    ['1e23', 1e23],
    ['9007199254740993', 9007199254740992],
    ['9007199254740993.0', 9007199254740992],
    ['9007199254740995', 9007199254740996],
    ['0.1000000000000000055', 0.1],
    ['4.9406564584124654e-324', 5e-324],
    ['2.4703282292062327e-324', 0],
    ['2.2250738585072011e-308', 2.225073858507201e-308],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['1.7976931348623159e308', undefined],
    ['0e999999999999999999999', 0],
    [`${'0'.repeat(400)}1`, 1],
    [`1${'0'.repeat(400)}e-400`, 1],
    ['', undefined],
    ['-', undefined],
    ['.5', 0.5],
    ['5.', 5],
    ['1e', undefined],
    ['1e+', undefined],
    ['1.e5', 100_000],
    ['1,5', undefined],
    [' 1', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['1e309', undefined],
    ['1_000', undefined],
    ['١', undefined],
  ])('reads "%s" as %p', (text, expected) => {
    expect(decode(decodeNumber, text)).toBe(expected);
  });
});

describe('decodeInteger', () => {
  test('gives what the integer grammar of cells gives, to the bit', () => {
    fc.assert(
      fc.property(inputs, (text) => {
        expect(decode(decodeInteger, text)).toBe(parseInteger(text));
      }),
      { numRuns: 20_000, seed: 11 },
    );
  });
});
