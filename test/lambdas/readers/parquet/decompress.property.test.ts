import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lz4Decompress } from '../../../../lambdas/readers/parquet/lz4.ts';
import { snappyDecompress } from '../../../../lambdas/readers/parquet/snappy.ts';

/** Bytes as they are, then a copy of what stands so far before: `distance` is a part of what there is. */
interface Step {
  readonly literal: Uint8Array;
  readonly distance: number;
  readonly length: number;
}

/** Many of a few bytes, as of numbers that nearly repeat, which are copied in a way of their own; near ones among them. */
const steps = fc.array(
  fc.record<Step>({
    literal: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 9, size: 'max' }),
      fc.uint8Array({ minLength: 1, maxLength: 400, size: 'max' }),
    ),
    distance: fc.oneof(
      fc.double({ min: 0, max: 0.1, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
    ),
    length: fc.oneof(fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 64 })),
  }),
  { minLength: 1, maxLength: 30 },
);

/** What the steps give, and how far back each copy reaches. */
function play(written: readonly Step[]): { output: Uint8Array; distances: readonly number[] } {
  const output: number[] = [];
  const distances = written.map(({ literal, distance, length }) => {
    output.push(...literal);
    const back = 1 + Math.floor(distance * output.length);
    for (let count = 0; count < length; count++) output.push(output[output.length - back]!);
    return back;
  });
  return { output: Uint8Array.from(output), distances };
}

test('snappyDecompress gives what was written', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (written, wide) => {
      const { output, distances } = play(written);
      const input = [output.length & 127];
      if (output.length > 127) input.splice(0, 1, (output.length & 127) | 128, (output.length >> 7) & 127);
      for (const [index, { literal, length }] of written.entries()) {
        const size = literal.length - 1;
        input.push(...(size < 60 ? [size << 2] : [61 << 2, size & 255, size >> 8]), ...literal);
        const back = distances[index]!;
        const bytes = [back & 255, (back >> 8) & 255];
        if (length < 12 && back < 2048) input.push(((back >> 8) << 5) | ((length - 4) << 2) | 1, back & 255);
        else if (wide) input.push(((length - 1) << 2) | 3, ...bytes, 0, 0);
        else input.push(((length - 1) << 2) | 2, ...bytes);
      }

      expect(snappyDecompress(Uint8Array.from(input), output.length)).toEqual(output);
    }),
  );
});

test('lz4Decompress gives what was written', () => {
  fc.assert(
    fc.property(steps, (written) => {
      const { output, distances } = play(written);
      const input = written.flatMap(({ literal, length }, index) => {
        const back = distances[index]!;
        const token = (Math.min(15, literal.length) << 4) | Math.min(15, length - 4);
        return [token, ...more(literal.length), ...literal, back & 255, back >> 8, ...more(length - 4)];
      });

      expect(lz4Decompress(Uint8Array.from([...input, 0]), output.length)).toEqual(output);
    }),
  );
});

test('damaged data end with an error, never beyond their size', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(1_000), (input, size) => {
      for (const decompress of [snappyDecompress, lz4Decompress]) {
        try {
          expect(decompress(input, size)).toHaveLength(size);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

/** What LZ4 writes of a length beyond the fifteen that a token holds. */
function more(length: number): readonly number[] {
  if (length < 15) return [];
  return [...Array(Math.floor((length - 15) / 255)).fill(255), (length - 15) % 255];
}
