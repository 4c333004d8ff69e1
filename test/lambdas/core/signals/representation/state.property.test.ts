import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnBlock } from '../../../../../lambdas/core/block/column-block.ts';
import type { ColumnBins } from '../../../../../lambdas/core/columns/reference-bins.ts';
import { sampledRows } from '../../../../../lambdas/core/columns/row-sample.ts';
import {
  accumulateRepresentation,
  mergeRepresentations,
  noRepresentation,
  type Representation,
  representationSchema,
  writtenNumbers,
} from '../../../../../lambdas/core/signals/representation/state.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { seededRandom } from '../../../../support/random.ts';

const bins: readonly ColumnBins[] = [
  { type: 'numbers', cuts: [], exact: true, center: 0 },
  { type: 'codes', values: [], complete: true },
  { type: 'numbers', cuts: [], exact: true, center: 0 },
];

type Row = readonly [number, string, number];

const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 0.1, -0.25, 1e300, 5e-324, Math.fround(0.1), Number.NaN),
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noDefaultInfinity: true }),
);
const anyRows = fc.array(fc.tuple(anyNumber, fc.constantFrom('a', 'b'), anyNumber), { maxLength: 40 });

const parameters = { numRuns: 150, seed: 25 };

describe('how numbers are written is a commutative monoid under merge, exactly', () => {
  test('merge is associative and commutative, and that of no rows is its identity', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, (...parts) => {
        const [a, b, c] = parts.map((rows, index) => representationOf(rows, 40 * index));

        expect(mergeRepresentations(b!, a!)).toEqual(mergeRepresentations(a!, b!));
        expect(mergeRepresentations(a!, mergeRepresentations(b!, c!))).toEqual(
          mergeRepresentations(mergeRepresentations(a!, b!), c!),
        );
        expect(mergeRepresentations(a!, noRepresentation)).toEqual(a);
        expect(accumulateRepresentation(bins).representation()).toEqual(noRepresentation);
      }),
      parameters,
    );
  });

  test('that of a ++ b is the merge of both, the rows of b being numbered after those of a', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        expect(mergeRepresentations(representationOf(a), representationOf(b, a.length))).toEqual(
          representationOf([...a, ...b]),
        );
      }),
      parameters,
    );
  });

  test('decode(encode) = id', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const one = representationOf(rows);

        expect(representationSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
      }),
      parameters,
    );
  });

  test('also where the sample has to be thinned, however the batch is cut', () => {
    const { normal, integer } = seededRandom(4);
    const rows = Array.from({ length: 5 * sampledRows }, (): Row => [normal(), 'a', integer(3)]);
    const whole = representationOf(rows);

    for (const cut of [1, 5000, sampledRows, sampledRows + 1, 4 * sampledRows + 17]) {
      const [a, b] = [representationOf(rows.slice(0, cut)), representationOf(rows.slice(cut), cut)];
      expect(mergeRepresentations(a, b)).toEqual(whole);
    }
    const { zeros, decimals } = writtenNumbers(whole, 2)!;
    const sampled = decimals.reduce((sum, n) => sum + n, zeros);
    expect(sampled / sampledRows).toBeGreaterThan(0.6);
    expect(sampled / sampledRows).toBeLessThan(0.65);
  });
});

test('values are counted by what they are, zeros and refused rows left out', () => {
  const rows: Row[] = [0, -0, 7, -3, 0.5, -0.1, 1 / 3, Math.fround(0.1), Number.NaN, 9].map((value) => [
    value,
    'a',
    1,
  ]);
  const accumulator = accumulateRepresentation(bins);

  accumulator.add(
    blockOf(rows, 0),
    Uint8Array.from(rows, (_, row) => (row === 9 ? 1 : 0)),
  );

  const written = accumulator.representation();
  const decimals = new Array<number>(17).fill(0);
  expect(writtenNumbers(written, 0)).toEqual({
    zeros: 2,
    negatives: 2,
    singles: 2,
    decimals: decimals.with(0, 2).with(1, 2).with(16, 2),
  });
  expect(writtenNumbers(written, 1)).toBeUndefined();
  expect(writtenNumbers(written, 9)).toBeUndefined();
});

test('those of different contracts do not merge', () => {
  const one = accumulateRepresentation(bins.slice(0, 1));
  one.add(blockOf([[1, 'a', 1]], 0), new Uint8Array(1));

  expect(() => mergeRepresentations(one.representation(), representationOf([[1, 'a', 1]]))).toThrow(
    RangeError,
  );
});

function representationOf(rows: readonly Row[], firstRow = 0): Representation {
  const accumulator = accumulateRepresentation(bins);
  if (rows.length > 0) accumulator.add(blockOf(rows, firstRow), new Uint8Array(rows.length));
  return accumulator.representation();
}

function blockOf(rows: readonly Row[], firstRow: number): ColumnBlock {
  const columns = [0, 1, 2].map((column) => rows.map((row) => row[column]!));
  return { ...buildSample(columns), firstRow };
}
