import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnBlock } from '../../../../../lambdas/core/block/column-block.ts';
import { yardstickOf } from '../../../../../lambdas/core/profile/yardstick.ts';
import {
  accumulateBlocks,
  type BlockProfiles,
  mergeBlocks,
  noBlocks,
  several,
} from '../../../../../lambdas/core/signals/usual/block-profiles.ts';
import { coarseYardstick } from '../../../../../lambdas/core/signals/usual/coarse.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildBins } from '../../../../support/build-profile.ts';
import { buildSample } from '../../../../support/build-sample.ts';

const dayMs = 86_400_000;
const contract = buildContract([
  { name: 'at', kind: 'timestamp', role: 'timestamp' },
  { name: 'size', kind: 'numeric' },
  { name: 'place', kind: 'categorical' },
]);

/** A day (the last is no block, and some rows have none), a number and a category. */
const anyRow = fc.tuple(
  fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  fc.option(fc.constantFrom(-1e9, -2, 0, 0.5, 3, 1e9), { nil: undefined }),
  fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined }),
);
const anyRows = fc.array(anyRow, { maxLength: 30 });
type Rows = readonly (readonly [number | undefined, number | undefined, string | undefined])[];

function blockOf(rows: Rows): ColumnBlock {
  return buildSample([
    // Columns without any value would have no type.
    rows.map(([day]) => (day === undefined ? Number.NaN : day * dayMs)),
    rows.map(([, size = Number.NaN]) => size),
    [...rows.map(([, , place]) => place)],
  ]);
}

const everything: Rows = [-1e9, -2, 0, 0.5, 3, 1e9].flatMap((size) =>
  ['a', 'b', 'c', 'd'].map((place) => [0, size, place] as const),
);
const bins = buildBins(contract, blockOf(everything));
const coarse = coarseYardstick(yardstickOf(contract, { bins }), []);
const setting = {
  plan: { column: 0, unit: 'day' as const, blockOf: new Map([0, 1, 2].map((day) => [day, day])) },
  coarse,
  bins,
};

function blocksOf(...parts: readonly Rows[]): BlockProfiles {
  const accumulator = accumulateBlocks(setting);
  for (const rows of parts) accumulator.add(blockOf(rows), new Uint8Array(rows.length));
  return accumulator.blocks();
}

/** Where rows are numbered from makes no difference to what is kept of so few. */
function counted({ profiles, categories }: BlockProfiles) {
  return { columns: profiles.map(({ columns, rows }) => ({ columns, rows })), categories };
}

const parameters = { numRuns: 100, seed: 7 };

describe('the blocks of a reference are a commutative monoid under merge, exactly', () => {
  test('merge is associative and commutative, and no row is its identity', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, (...parts) => {
        const [a, b, c] = parts.map((rows) => blocksOf(rows));

        expect(mergeBlocks(a!, b!)).toEqual(mergeBlocks(b!, a!));
        expect(mergeBlocks(a!, mergeBlocks(b!, c!))).toEqual(mergeBlocks(mergeBlocks(a!, b!), c!));
        expect(mergeBlocks(a!, noBlocks(setting))).toEqual(a);
      }),
      parameters,
    );
  });

  test('blocks(a ++ b) = merge(blocks(a), blocks(b)), in whatever order rows come', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        const merged = counted(mergeBlocks(blocksOf(a), blocksOf(b)));

        expect(merged).toEqual(counted(blocksOf(a, b)));
        expect(merged).toEqual(counted(blocksOf([...b, ...a].reverse())));
      }),
      parameters,
    );
  });
});

test('rows are of the block of their day, and of none without one', () => {
  const { profiles, categories } = blocksOf([
    [0, 1, 'a'],
    [1, 2, 'a'],
    [0, 3, 'b'],
    [3, 4, 'c'],
    [undefined, 5, 'd'],
  ]);

  expect(profiles.map(({ rows }) => rows.read)).toEqual([2, 1, 0, 2]);
  expect(categories[2]).toEqual({ owners: [several, 0, 3, 3], rows: [2, 1, 1, 1] });
});
