import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { missingTokens } from '../../../../lambdas/readers/missing-tokens.ts';
import type { CellKind } from '../../../../lambdas/readers/parquet/cell-kind.ts';
import { numberCells } from '../../../../lambdas/readers/parquet/number-cells.ts';
import { byteValues, type PhysicalValues } from '../../../../lambdas/readers/parquet/physical-values.ts';
import { cellText } from '../../../../lambdas/readers/parquet/plain-cell.ts';

const missing = missingTokens(['']);
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
  fc
    .tuple(fc.bigInt({ min: -(2n ** 43n), max: 2n ** 43n }), fc.constantFrom(-1n, 0n, 1n))
    .map(([ms, aside]) => ms * 1_000_000n + aside),
);

function words(value: bigint): PhysicalValues {
  return { type: 'int64', words: new Int32Array(BigInt64Array.of(value).buffer) };
}

function bigEndian(value: bigint, size: number): PhysicalValues {
  const bits = BigInt.asUintN(8 * size, value);
  const bytes = Uint8Array.from({ length: size }, (_, at) =>
    Number((bits >> BigInt(8 * (size - 1 - at))) & 255n),
  );
  return byteValues(bytes, Int32Array.of(0), Int32Array.of(size));
}

function numberOf(
  physical: PhysicalValues,
  kind: CellKind,
  decoding: 'number' | 'timestamp' = 'number',
): number {
  return numberCells(physical, kind, decoding, missing).values[0]!;
}

describe('a number is the double nearest to what is stored', () => {
  test('for integers of 64 bits, with a sign and without', () => {
    fc.assert(
      fc.property(int64, (value) => {
        expect(numberOf(words(value), { type: 'integer', signed: true })).toBe(Number(value));
        expect(numberOf(words(value), { type: 'integer', signed: false })).toBe(
          Number(BigInt.asUintN(64, value)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('for decimals in every storage, which are exact as texts', () => {
    fc.assert(
      fc.property(
        int64,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 8, max: 20 }),
        (value, scale, size) => {
          const kind = { type: 'decimal', scale } as const;
          const expected = Number(`${value}e-${scale}`);

          for (const physical of [words(value), bigEndian(value, size)]) {
            expect(numberOf(physical, kind)).toBe(expected);
            const text = cellText(physical, kind, 0) ?? '';
            expect(Number(text)).toBe(expected === 0 && value === 0n ? 0 : expected);
            expect(BigInt(text.replace('.', ''))).toBe(value);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

test('a time is in whole milliseconds, cut off towards the past', () => {
  fc.assert(
    fc.property(
      int64,
      fc.constantFrom(1_000 as const, 1_000_000 as const, 1_000_000_000 as const),
      (value, unit) => {
        const perMs = BigInt(unit / 1_000);
        const expected = (value - (((value % perMs) + perMs) % perMs)) / perMs;

        expect(numberOf(words(value), { type: 'timestamp', unit }, 'timestamp')).toBe(Number(expected));
      },
    ),
    { numRuns: 5_000 },
  );
});
