import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnBlock } from '../../../../../lambdas/core/block/column-block.ts';
import { sampledRows } from '../../../../../lambdas/core/columns/row-sample.ts';
import { compileCheck } from '../../../../../lambdas/core/contract/check/check-block.ts';
import { emptyProfile, mergeProfiles, profileSchema } from '../../../../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../../../../lambdas/core/profile/yardstick.ts';
import {
  type AssociatedVariable,
  associatedVariables,
  compilePairs,
} from '../../../../../lambdas/core/signals/together/pair-moments.ts';
import { levelByBin } from '../../../../../lambdas/core/signals/together/rank-levels.ts';
import { binIndex } from '../../../../../lambdas/core/stats/bins/bin-index.ts';
import { anyContract, anyRows } from '../../../../support/any-rows.ts';
import { type Fixed, fixByReference, profileTogether } from '../../../../support/build-association.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { seededRandom } from '../../../../support/random.ts';

type Rows = Parameters<typeof buildBlock>[1];

/** Three batches of a contract, and what a reference that has some of their values fixes. */
const anyParts = anyContract.chain((contract) =>
  fc
    .record({
      reference: anyRows(contract, { maxLength: 20 }),
      parts: fc.tuple(anyRows(contract), anyRows(contract), anyRows(contract)),
    })
    .map(({ reference, parts }) => ({
      fixed: fixByReference(contract, buildBlock(contract, reference)),
      parts,
    })),
);

const parameters = { numRuns: 60, seed: 43 };

describe('what is kept of columns together is a commutative monoid under merge, exactly', () => {
  test('merge is associative and commutative', () => {
    fc.assert(
      fc.property(anyParts, ({ fixed, parts }) => {
        const [a, b, c] = parts.map((rows) => associationOf(fixed, [rows]));

        expect(merged(fixed, b!, a!)).toEqual(merged(fixed, a!, b!));
        expect(merged(fixed, a!, merged(fixed, b!, c!))).toEqual(merged(fixed, merged(fixed, a!, b!), c!));
      }),
      parameters,
    );
  });

  test('that of no rows is its identity', () => {
    fc.assert(
      fc.property(anyParts, ({ fixed, parts }) => {
        const { contract, bins, association } = fixed;
        const a = profileTogether(fixed, buildBlock(contract, parts[0]));
        const none = emptyProfile(yardstickOf(contract, { bins, association }));

        expect(mergeProfiles(a, none)).toEqual(a);
        expect(mergeProfiles(none, a)).toEqual(a);
        expect(none).toEqual(profileTogether(fixed));
        expect(none).toEqual(profileTogether(fixed, buildBlock(contract, [])));
      }),
      parameters,
    );
  });

  test('profile(a ++ b) = merge(profile(a), profile(b)), the rows of b being numbered after those of a', () => {
    fc.assert(
      fc.property(anyParts, ({ fixed, parts: [a, b] }) => {
        expect(merged(fixed, associationOf(fixed, [a]), associationOf(fixed, [b], a.length))).toEqual(
          associationOf(fixed, [a, b]),
        );
      }),
      parameters,
    );
  });

  test('decode(encode) = id', () => {
    fc.assert(
      fc.property(anyParts, ({ fixed, parts }) => {
        const profile = profileTogether(fixed, buildBlock(fixed.contract, parts[0]));

        expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
      }),
      parameters,
    );
  });

  test('also where the sample has to be thinned, wherever the batch is cut', () => {
    const contract = buildContract([
      { name: 'x', kind: 'numeric' },
      { name: 'y', kind: 'numeric' },
    ]);
    const rows = numbers(2.6 * sampledRows);
    const fixed = fixByReference(contract, block(rows.slice(0, 500), 0));
    const whole = profileTogether(fixed, block(rows, 0)).association;

    for (const cut of [1, 5000, sampledRows, sampledRows + 1, 2 * sampledRows + 17]) {
      const a = profileTogether(fixed, block(rows.slice(0, cut), 0));
      const b = profileTogether(fixed, block(rows.slice(cut), cut));

      expect(mergeProfiles(a, b).association).toEqual(whole);
    }
    const sampled = whole?.waves.levels.reduce((sum, level) => sum + level.rows, 0) ?? 0;
    expect(sampled / sampledRows).toBeGreaterThan(0.62);
    expect(sampled / sampledRows).toBeLessThan(0.68);
  });

  test('profiles of different plans do not merge', () => {
    const contract = buildContract([
      { name: 'x', kind: 'numeric' },
      { name: 'y', kind: 'numeric' },
    ]);
    const two = fixByReference(contract, block(numbers(50), 0));
    const one = fixByReference(
      contract,
      block(
        numbers(50).map(([x]) => [x!, 1]),
        0,
      ),
    );
    const profile = profileTogether(two, block(numbers(9), 0));

    expect(() => mergeProfiles(profile, { ...profileTogether(one), columns: profile.columns })).toThrow(
      RangeError,
    );
    expect(() => mergeProfiles(profile, emptyProfile(yardstickOf(contract, { bins: two.bins })))).toThrow(
      RangeError,
    );
  });
});

test('moments of a pair are those of the accepted rows that have both, summed one by one', () => {
  fc.assert(
    fc.property(anyParts, ({ fixed, parts }) => {
      const blocks = parts.map((rows) => buildBlock(fixed.contract, rows));
      const { moments } = profileTogether(fixed, ...blocks).association!;
      const pairs = compilePairs(fixed.association, moments);
      const variables = associatedVariables(fixed.association);

      for (const [index, first] of variables.entries()) {
        for (const second of variables.slice(index + 1)) {
          if (first.column === second.column) continue;
          expect(pairs(first, second)).toEqual(momentsOneByOne(fixed, blocks, first, second));
        }
      }
    }),
    { numRuns: 150, seed: 44 },
  );
});

function associationOf(fixed: Fixed, parts: readonly Rows[], firstRow = 0) {
  const starts = parts.map((_, index) =>
    parts.slice(0, index).reduce((sum, { length }) => sum + length, firstRow),
  );
  const blocks = parts.map((rows, index) =>
    buildBlock(fixed.contract, rows, { firstRow: starts[index] ?? 0 }),
  );
  return profileTogether(fixed, ...blocks).association!;
}

type Kept = ReturnType<typeof associationOf>;

function merged({ contract, bins, association }: Fixed, a: Kept, b: Kept): Kept {
  const none = emptyProfile(yardstickOf(contract, { bins, association }));
  return mergeProfiles({ ...none, association: a }, { ...none, association: b }).association!;
}

function momentsOneByOne(
  fixed: Fixed,
  blocks: readonly ColumnBlock[],
  first: AssociatedVariable,
  second: AssociatedVariable,
) {
  const moments = { count: 0, sumX: 0, sumY: 0, sumXX: 0, sumYY: 0, sumXY: 0 };
  for (const one of blocks) {
    const refused = compileCheck(fixed.contract)(one);
    for (let row = 0; row < one.rowCount; row++) {
      const x = valueAt(fixed, one, first, row);
      const y = valueAt(fixed, one, second, row);
      if (refused[row] === 1 || x === undefined || y === undefined) continue;
      moments.count++;
      moments.sumX += x;
      moments.sumY += y;
      moments.sumXX += x * x;
      moments.sumYY += y * y;
      moments.sumXY += x * y;
    }
  }
  return moments;
}

function valueAt(
  { bins, association }: Fixed,
  { columns }: ColumnBlock,
  { column, indicator, index }: AssociatedVariable,
  row: number,
): number | undefined {
  const cells = columns[column];
  const columnBins = bins[column];
  if (cells?.states[row] !== 0) return undefined;
  if (cells.type === 'numbers' && columnBins?.type === 'numbers') {
    const levels = levelByBin(association.ranked[index]!.ranks);
    return levels[binIndex(Float64Array.from(columnBins.cuts), cells.values[row]!)];
  }
  if (cells.type === 'codes' && columnBins?.type === 'codes' && indicator) {
    return +(cells.dictionary[cells.codes[row]!] === columnBins.values[indicator.category]);
  }
  return undefined;
}

/** Rows of two dependent numbers. */
function numbers(rows: number): number[][] {
  const random = seededRandom(8);
  return Array.from({ length: Math.floor(rows) }, () => {
    const x = random.normal();
    return [x, x + random.normal()];
  });
}

function block(rows: readonly (readonly number[])[], firstRow: number): ColumnBlock {
  const column = (index: number) => ({
    type: 'numbers' as const,
    values: Float64Array.from(rows, (row) => row[index]!),
    states: new Uint8Array(rows.length),
  });
  return {
    firstRow,
    rowCount: rows.length,
    columns: [column(0), column(1)],
    faults: new Uint8Array(rows.length),
    raw: () => ({ text: '', cells: [] }),
  };
}
