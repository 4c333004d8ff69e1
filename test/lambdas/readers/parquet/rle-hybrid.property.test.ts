import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeRleHybrid } from '../../../../lambdas/readers/parquet/rle-hybrid.ts';

/** Runs as a writer makes them: one value again and again, or eight values after the other. */
const runs = fc.integer({ min: 0, max: 32 }).chain((width) => {
  const value = fc.nat().map((bits) => (width === 32 ? (bits * 2) >>> 0 : bits % 2 ** width));
  const repeated = fc.record({ value, count: fc.integer({ min: 1, max: 300 }) });
  const packed = fc.array(value, { minLength: 8, maxLength: 8 });
  return fc.record({
    width: fc.constant(width),
    runs: fc.array(fc.oneof(repeated, packed), { maxLength: 12 }),
  });
});

test('decodeRleHybrid gives what was written, at every width', () => {
  fc.assert(
    fc.property(runs, fc.nat(7), ({ width, runs }, spare) => {
      const bytes: number[] = [];
      const values: number[] = [];
      for (const run of runs) {
        if (Array.isArray(run)) {
          const bits = run.reduce((sum, value, index) => sum + (BigInt(value) << BigInt(index * width)), 0n);
          bytes.push(
            3,
            ...Array.from({ length: width }, (_, byte) => Number((bits >> BigInt(8 * byte)) & 255n)),
          );
          values.push(...run);
        } else {
          const { value, count } = run;
          const header = count * 2;
          bytes.push(...(header < 128 ? [header] : [(header & 127) | 128, header >> 7]));
          for (let byte = 0; byte < Math.ceil(width / 8); byte++)
            bytes.push(Math.floor(value / 256 ** byte) & 255);
          values.push(...Array<number>(count).fill(value));
        }
      }
      const asked = Math.max(0, values.length - spare);

      const into = new Uint32Array(asked);
      decodeRleHybrid(Uint8Array.from(bytes), 0, bytes.length, width, into);

      expect([...into]).toEqual(values.slice(0, asked));
    }),
    { numRuns: 500 },
  );
});

test('runs that end too early are an error', () => {
  expect(() => decodeRleHybrid(Uint8Array.of(4, 1), 0, 2, 1, new Uint8Array(3))).toThrow(RangeError);
  expect(() => decodeRleHybrid(Uint8Array.of(3), 0, 1, 1, new Uint8Array(3))).toThrow(RangeError);
  expect(() => decodeRleHybrid(Uint8Array.of(0, 0, 0), 0, 3, 1, new Uint8Array(3))).toThrow(RangeError);
});
