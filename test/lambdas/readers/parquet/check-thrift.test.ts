import { describe, expect, test } from '@jest/globals';
import { checkThrift } from '../../../../lambdas/readers/parquet/check-thrift.ts';

function check(...bytes: number[]): number {
  return checkThrift({ view: new DataView(Uint8Array.from(bytes).buffer), offset: 0 });
}

describe('checkThrift', () => {
  test('finds the end of a struct of every type that Parquet uses', () => {
    const fields = [
      ...[0x11, 0x12], // true and false
      ...[0x13, 7], // a byte
      ...[0x15, 0x80, 1], // an integer
      ...[0x17, 1, 2, 3, 4, 5, 6, 7, 8], // a double
      ...[0x18, 2, 65, 66], // bytes
      ...[0x19, 0x2c, 0x15, 2, 0, 0], // a list of two structs
      ...[0x1c, 0x05, 40, 4, 0], // a struct with the long form of a field
      0,
    ];

    expect(check(...fields, 99)).toBe(fields.length);
  });

  test.each([
    ['a list longer than its bytes', [0x19, 0xf5, 0xff, 0xff, 0xff, 0x7f, 0]],
    ['bytes beyond the end', [0x18, 100, 1, 0]],
    ['a number of more than 64 bits', [0x16, ...Array(12).fill(0x80), 1, 0]],
    ['no end', [0x15, 2]],
    ['a type that Parquet does not use', [0x1b, 0]],
    ['depth without end', Array(1_000).fill(0x1c)],
    ['lists in lists', [0x19, ...Array(1_000).fill(0x19)]],
  ])('refuses %s', (_, bytes) => {
    expect(() => check(...bytes)).toThrow(RangeError);
  });
});
