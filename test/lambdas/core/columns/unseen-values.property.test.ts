import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CodeColumn } from '../../../../lambdas/core/block/column-block.ts';
import {
  accumulateCategories,
  mergeCategoryValues,
  noCategories,
} from '../../../../lambdas/core/columns/category-values.ts';
import type { CategoryBins } from '../../../../lambdas/core/columns/reference-bins.ts';
import { maximumUnseenKept, smallestHashes } from '../../../../lambdas/core/columns/unseen-values.ts';
import { seededRandom } from '../../../support/random.ts';

const bins: CategoryBins = { type: 'codes', values: ['v0', 'v1', 'v2'], complete: true };

test('of more than 256 unseen values the same 256 are kept with exact counts, however the rows are cut and merged', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 6000 }),
      fc.integer({ min: 1, max: 5 }),
      (seed, distinct, cuts) => {
        const random = seededRandom(seed);
        const rows = Array.from({ length: 4000 }, () => `v${random.integer(distinct)}`);
        const size = Math.ceil(rows.length / cuts);
        const parts = Array.from({ length: cuts }, (_, part) => rows.slice(part * size, (part + 1) * size));

        const merged = parts
          .map((part) => valuesOf(part))
          .reduceRight(mergeCategoryValues, noCategories(bins));

        expect(merged).toEqual(expected(rows));
        expect(valuesOf(...parts)).toEqual(merged);
      },
    ),
    { numRuns: 40, seed: 5 },
  );
});

test('counts of those kept stay exact when values are let go in between', () => {
  const first = Array.from({ length: 20_000 }, (_, i) => `w${i}`);
  const blocks = [first, first.slice(0, 9000), first.toReversed()];

  const values = valuesOf(...blocks);

  expect(values).toEqual(expected(blocks.flat()));
  expect(values.unseen.kept).toHaveLength(maximumUnseenKept);
});

/** Blocks of rows, with one dictionary that grows. */
function valuesOf(...blocks: readonly (readonly string[])[]) {
  const accumulator = accumulateCategories(bins);
  const codeOf = new Map<string, number>();
  const dictionary: string[] = [];
  for (const rows of blocks) {
    const codes = Uint32Array.from(rows, (value) => {
      const code = codeOf.get(value) ?? dictionary.push(value) - 1;
      codeOf.set(value, code);
      return code;
    });
    const column: CodeColumn = { type: 'codes', codes, dictionary, states: new Uint8Array(rows.length) };
    accumulator.add(column, new Uint8Array(rows.length));
  }
  return accumulator.values();
}

function expected(rows: readonly string[]) {
  const counts = new Map<string, number>();
  for (const value of rows) counts.set(value, (counts.get(value) ?? 0) + 1);
  const seen = bins.values.map((value) => counts.get(value) ?? 0);
  for (const value of bins.values) counts.delete(value);
  const unseen = rows.length - seen.reduce((sum, n) => sum + n, 0);
  return {
    type: 'codes',
    count: rows.length,
    bins: seen,
    unseen: { count: unseen, kept: smallestHashes(counts) },
  };
}
