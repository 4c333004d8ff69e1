import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnBlock } from '../../../../../lambdas/core/block/column-block.ts';
import { accumulateProfile, type Profile } from '../../../../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../../../../lambdas/core/profile/yardstick.ts';
import { planAssociation } from '../../../../../lambdas/core/signals/together/plan-association.ts';
import { type Block, blockOfProfile } from '../../../../../lambdas/core/signals/usual/block.ts';
import { coarseBinsOf } from '../../../../../lambdas/core/signals/usual/coarse.ts';
import { countBlocks } from '../../../../../lambdas/core/signals/usual/count-blocks.ts';
import { noStretches } from '../../../../../lambdas/core/signals/usual/stretch-counts.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildBins } from '../../../../support/build-profile.ts';
import { buildSample } from '../../../../support/build-sample.ts';

const dayMs = 86_400_000;
const contract = buildContract([
  { name: 'at', kind: 'timestamp', role: 'timestamp' },
  { name: 'size', kind: 'numeric' },
  { name: 'place', kind: 'categorical' },
]);

/** A day (the last is no block, and some rows have none), a number, a category and whether the row breaks the contract. */
const anyRow = fc.tuple(
  fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  fc.option(fc.constantFrom(-1e9, -2, 0, 0.5, 3, 1e9), { nil: undefined }),
  fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined }),
  fc.boolean(),
);
type Row = readonly [number | undefined, number | undefined, string | undefined, boolean];
type Rows = readonly Row[];

function blockOf(rows: Rows): ColumnBlock {
  return buildSample([
    // Columns without any value would have no type.
    rows.map(([day]) => (day === undefined ? Number.NaN : day * dayMs)),
    rows.map(([, size = Number.NaN]) => size),
    [...rows.map(([, , place]) => place)],
  ]);
}

const refusedOf = (rows: Rows) => Uint8Array.from(rows, ([, , , isRefused]) => Number(isRefused));

const everything: Rows = [-1e9, -2, 0, 0.5, 3, 1e9].flatMap((size) =>
  ['a', 'b', 'c', 'd'].map((place) => [0, size, place, false] as const),
);
const bins = buildBins(contract, blockOf(everything));
const association = planAssociation(
  contract.columns,
  bins.map((of) =>
    of.type === 'numbers' ? of.cuts.flatMap(() => [0, 4]) : of.type === 'codes' ? [6, 6, 6, 6] : [],
  ),
);
const yardstick = yardstickOf(contract, { bins, association });
const coarse = coarseBinsOf(yardstick, []);
const days = [0, 1, 2];

function profileOf(rows: Rows): Profile {
  const accumulator = accumulateProfile(yardstick);
  accumulator.add(blockOf(rows), refusedOf(rows));
  return accumulator.profile();
}

function blocksOf(rowsOfFile: readonly Rows[]): readonly Block[] {
  const plan = {
    times: { column: 0, stretches: 'day' as const, reference: noStretches },
    unit: 'day' as const,
    blockOf: new Map(days.map((day) => [day, day])),
    rows: [9, 9, 9],
  };
  const counter = countBlocks({ plan, bins, coarse, association });
  const accumulator = accumulateProfile(yardstick);
  for (const rows of rowsOfFile) {
    accumulator.add(blockOf(rows), refusedOf(rows));
    counter.add(blockOf(rows), refusedOf(rows), accumulator.binsOfBlock);
  }
  return [...counter.blocks(accumulator.profile())];
}

/** Accepted values of a column. */
const valuesOf = <T>(rows: Rows, of: (row: Row) => T | undefined): readonly T[] =>
  rows.flatMap((row) => (row[3] ? [] : (of(row) ?? [])));

describe('a block of a reference is counted', () => {
  test('as a profile of its rows alone, wherever in the file they stand', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 40 }), fc.array(anyRow, { maxLength: 40 }), (a, b) => {
        const blocks = blocksOf([a, b]);
        for (const day of days) {
          const own = [...a, ...b].filter(([of]) => of === day);
          const expected = blockOfProfile(profileOf(own), bins, coarse);
          const found = blocks[day]!;

          expect(found.rows).toBe(expected.rows);
          expect(found.association?.moments).toEqual(expected.association?.moments);
          for (const [index, column] of found.columns.entries()) {
            const { cells, missing, invalid, values, counts, piles } = expected.columns[index]!;
            expect(column).toMatchObject({ cells, missing, invalid, values });
            expect(Array.from(column.counts ?? [])).toEqual(Array.from(counts ?? []));
            expect(Array.from(column.piles ?? [])).toEqual(Array.from(piles ?? []));
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('with the values of the farthest two of four beyond those of the others, and the categories that no other row has', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 40 }), (rows) => {
        const blocks = blocksOf([rows]);
        const sizes = [...days, 'none' as const].map((day) =>
          valuesOf(rowsOf(rows, day), ([, size]) => size),
        );
        const lows = farthest(sizes.map((of) => Math.min(...of)));
        const highs = farthest(sizes.map((of) => -Math.max(...of)));
        const count = (isBeyond: (size: number) => boolean) => sizes.flat().filter(isBeyond).length / 2;
        const below = count((size) => size < lows.next);
        const above = count((size) => -size < highs.next);
        for (const day of days) {
          const places = new Set(
            valuesOf(
              rows.filter(([of]) => of !== day),
              ([, , place]) => place,
            ),
          );
          const unseen = valuesOf(rowsOf(rows, day), ([, , place]) => place).filter(
            (place) => !places.has(place),
          );

          expect(blocks[day]!.columns[1]!.beyond).toEqual({
            below: lows.blocks.includes(day) ? below : 0,
            above: highs.blocks.includes(day) ? above : 0,
          });
          expect(blocks[day]!.columns[2]!.unseen).toBe(unseen.length);
        }
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});

/** Rows of a day, or of none that is a block. */
function rowsOf(rows: Rows, day: number | 'none'): Rows {
  return rows.filter(([of]) => (day === 'none' ? of === undefined || !days.includes(of) : of === day));
}

/** The two blocks with the smallest ends, and the end of the next. */
function farthest(ends: readonly number[]) {
  const ascending = Array.from(ends.keys()).sort((a, b) =>
    ends[a]! < ends[b]! ? -1 : ends[a]! > ends[b]! ? 1 : a - b,
  );
  return { blocks: ascending.slice(0, 2), next: ends[ascending[2]!]! };
}
