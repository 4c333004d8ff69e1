import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addExactly, type ExactSum, storedSum } from '../../../../../lambdas/core/stats/sums/exact-sum.ts';

/** Numbers of every size, among them many that cancel each other, and halves of the last digit of others. */
const anyValues = fc.array(
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e290, max: 1e290 }),
    fc.constantFrom(
      1,
      -1,
      2 ** 53,
      -(2 ** 53),
      2 ** -53,
      -(2 ** -53),
      2 ** -106,
      0.1,
      -0.1,
      1e140,
      -1e140,
      5e-324,
      -5e-324,
    ),
  ),
  { maxLength: 40 },
);

test('it is the sum of whole numbers of any length, nearest doubles first', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const { nearest, rest } = storedSum(sumOf(values));

      const exact = values.reduce((sum, value) => sum + wholeOf(value), 0n);
      expect([nearest, ...rest].reduce((sum, part) => sum + wholeOf(part), 0n)).toBe(exact);
      for (const [index, part] of [nearest, ...rest].entries()) {
        const left = [nearest, ...rest].slice(index).reduce((sum, one) => sum + wholeOf(one), 0n);
        expect(isNearest(part, left)).toBe(true);
      }
    }),
    // Half way between two doubles, and by the smallest there is more: it was rounded to even.
    { numRuns: 500, examples: [[[-1, 2 ** -53, -1, 5e-324]]] },
  );
});

test('it is the same in any order, and in any parts', () => {
  fc.assert(
    fc.property(anyValues, anyValues, (a, b) => {
      const once = storedSum(sumOf([...a, ...b]));
      const [ofA, ofB] = [storedSum(sumOf(a)), storedSum(sumOf(b))];

      expect(storedSum(sumOf([...b, ...a].reverse()))).toEqual(once);
      expect(storedSum(sumOf([ofB.nearest, ...ofB.rest, ofA.nearest, ...ofA.rest]))).toEqual(once);
    }),
    { numRuns: 500 },
  );
});

function sumOf(values: readonly number[]): ExactSum {
  const sum: ExactSum = [];
  for (const value of values) addExactly(sum, value);
  return sum;
}

/** A double in units of the smallest one, 2^-1074. */
function wholeOf(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const mantissa = (word & 0xfffffffffffffn) + (exponent === 0n ? 0n : 1n << 52n);
  const size = mantissa << (exponent === 0n ? 0n : exponent - 1n);
  return word >> 63n === 1n ? -size : size;
}

function isNearest(part: number, exact: bigint): boolean {
  const distance = (other: number) => {
    const apart = wholeOf(other) - exact;
    return apart < 0n ? -apart : apart;
  };
  return distance(part) <= distance(neighbour(part, 1n)) && distance(part) <= distance(neighbour(part, -1n));
}

function neighbour(value: number, step: bigint): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value === 0 ? 0 : value);
  if (value === 0) return step > 0n ? Number.MIN_VALUE : -Number.MIN_VALUE;
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? step : -step));
  return bits.getFloat64(0);
}
