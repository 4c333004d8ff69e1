import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  accumulateRepeatedRows,
  mergeRepeatedRows,
  mostKept,
  noRepeatedRows,
  repeatedRowsSchema,
} from '../../../../../lambdas/core/signals/repeated-rows/state.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { testStateLaws } from '../../../../support/state-laws.ts';

type Row = readonly [number | undefined, string | undefined];

const cells = fc.tuple(
  fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  fc.option(fc.constantFrom('a', 'b', ''), { nil: undefined }),
);
/** Rows that are mostly alike, and some thousand that are not: more than are kept. */
const anyRows = fc
  .tuple(fc.array(cells, { maxLength: 40 }), fc.constantFrom(0, 5, 3000), fc.integer({ min: 0, max: 1000 }))
  .map(([some, many, from]): readonly Row[] => [
    ...some,
    ...Array.from({ length: many }, (_, row): Row => [from + row + 0.5, 'c']),
  ]);

function stateOf(...parts: readonly (readonly Row[])[]) {
  const accumulator = accumulateRepeatedRows(2);
  for (const rows of parts.filter(({ length }) => length > 0)) {
    const block = buildSample([rows.map(([number]) => number ?? Number.NaN), rows.map(([, text]) => text)]);
    accumulator.add(block, new Uint8Array(rows.length));
  }
  return accumulator.repeatedRows();
}

describe('repeated rows as a state', () => {
  testStateLaws({
    schema: repeatedRowsSchema,
    empty: noRepeatedRows,
    merge: mergeRepeatedRows,
    of: stateOf,
    parts: anyRows,
    runs: 40,
  });

  test('counts each different row exactly, as long as there are no more than are kept', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 200 }), (rows) => {
        const byContent = Map.groupBy(rows, (row) => JSON.stringify(row.map((cell) => cell ?? null)));
        const { counts, rows: all } = stateOf(rows);

        expect(counts.toSorted()).toEqual(Array.from(byContent.values(), ({ length }) => length).toSorted());
        expect(all).toBe(rows.length);
      }),
    );
  });

  test('of more it keeps a sample, in which copies are together', () => {
    const rows = Array.from({ length: 40_000 }, (_, row): Row => [Math.floor(row / 2), 'a']);

    const { hashes, counts } = stateOf(rows.slice(0, 15_000), rows.slice(15_000));

    expect(hashes).toHaveLength(mostKept);
    expect(counts.every((count) => count === 2)).toBe(true);
    // Twice as many hashes lie below twice the number: they are spread evenly.
    expect(hashes.at(-1)! / 2 ** 48).toBeCloseTo(mostKept / 20_000, 2);
  });

  test('rows that were refused are not counted', () => {
    const accumulator = accumulateRepeatedRows(1);
    accumulator.add(buildSample([[1, 1, 1, 2]]), Uint8Array.of(0, 1, 0, 1));

    expect(accumulator.repeatedRows()).toMatchObject({ counts: [2], rows: 2 });
  });

  test('the same value in another column is another row, and so is a missing one', () => {
    const { counts } = stateOf([
      [1, 'a'],
      [undefined, 'a'],
      [1, undefined],
      [1, 'a'],
    ]);

    expect(counts.toSorted()).toEqual([1, 1, 2]);
  });
});
