import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ColumnBlock, cellState } from '../../../../../lambdas/core/block/column-block.ts';
import { emptyProfile, mergeProfiles, type Profile } from '../../../../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../../../../lambdas/core/profile/yardstick.ts';
import { deriveColumns } from '../../../../../lambdas/core/signals/derived/derive-columns.ts';
import { planDerived } from '../../../../../lambdas/core/signals/derived/plan-derived.ts';
import { anyText } from '../../../../support/any-text.ts';
import { buildBlock, type FileCell } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildDerived, buildDerivedProfile, receivedAtMs } from '../../../../support/build-derived.ts';

/** One of each kind that something is derived of, unique too: identities stand behind the contract's columns in a block. */
const contract = buildContract(
  [
    { name: 'note', kind: 'text', nullable: true, unique: true, maxLength: 12 },
    { name: 'v', kind: 'vector', dimension: 3, nullable: true },
    { name: 'at', kind: 'timestamp', role: 'timestamp', nullable: true, drift: { derived: true } },
    { name: 'x', kind: 'numeric', nullable: true },
  ],
  { missingTokens: ['NA'] },
);

const cell = (...others: readonly fc.Arbitrary<string>[]) =>
  fc.oneof(fc.constantFrom('NA', '?', ''), ...others);
const anyRow = fc.tuple(
  cell(anyText({ maxLength: 14 }), fc.constantFrom('a b', 'a', 'b c 1', '東京', '\ud800')),
  cell(
    fc
      .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 4 })
      .map((v) => JSON.stringify(v)),
  ),
  cell(fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-03', '9999-12-31', '0001-01-01')),
  cell(fc.integer().map(String)),
);
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 12 });
const anyParts = fc.tuple(anyRows, anyRows, anyRows);

type Rows = readonly (readonly FileCell[])[];
const block = (rows: Rows, firstRow = 0): ColumnBlock => buildBlock(contract, rows, { firstRow });

/** Profiles but for sums, which merge to the last digits of a double only, and gaps, whose first one a part has not. */
function comparable({ columns, ...profile }: Profile, except: ReadonlySet<number>) {
  return {
    ...profile,
    columns: columns.map(({ cells, values }, index) => {
      if (except.has(index)) return undefined;
      return values.type === 'numbers'
        ? { cells, values: { ...values, sum: 0, sumOfSquares: 0 } }
        : { cells, values };
    }),
  };
}

describe('profiles with derived columns', () => {
  const none = new Set<number>();

  test('are the same however a batch is cut into blocks', () => {
    fc.assert(
      fc.property(anyParts, fc.nat(), ([reference, a, b], at) => {
        const { bins, derived } = buildDerived(contract, block(reference));
        const rows = [...a, ...b];
        const split = at % (rows.length + 1);
        const profile = (...blocks: readonly ColumnBlock[]) =>
          buildDerivedProfile(contract, bins, derived.plan, ...blocks);

        const whole = profile(block(rows));
        const cut = profile(block(rows.slice(0, split)), block(rows.slice(split), split));

        expect(comparable(cut, none)).toEqual(comparable(whole, none));
        expect(buildDerived(contract, block(rows.slice(0, split)), block(rows.slice(split), split))).toEqual(
          buildDerived(contract, block(rows)),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('merge like any others: profile(a ++ b) = merge(profile(a), profile(b)), but for the gap between a and b', () => {
    fc.assert(
      fc.property(anyParts, ([reference, a, b]) => {
        const { bins, derived } = buildDerived(contract, block(reference));
        const gap = contract.columns.length + derived.plan.findIndex(({ feature }) => feature === 'gap');
        const profile = (rows: Rows, firstRow = 0) =>
          buildDerivedProfile(contract, bins, derived.plan, block(rows, firstRow));

        const merged = mergeProfiles(profile(a), profile(b, a.length));

        expect(comparable(merged, new Set([gap]))).toEqual(comparable(profile([...a, ...b]), new Set([gap])));
        expect(
          mergeProfiles(merged, emptyProfile(yardstickOf(contract, { bins, derived: derived.plan }))),
        ).toEqual(merged);
      }),
      { numRuns: 30 },
    );
  });

  test('hold finite numbers alone, of accepted rows alone, whatever the cells', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (reference, rows) => {
        const { bins, derived } = buildDerived(contract, block(reference));
        const profile = buildDerivedProfile(contract, bins, derived.plan, block(rows));

        expect(bins).toHaveLength(contract.columns.length + derived.plan.length);
        for (const { values } of profile.columns.slice(contract.columns.length)) {
          if (values.type !== 'numbers') throw new Error('a derived column is one of numbers');
          expect(values.count).toBeLessThanOrEqual(profile.rows.accepted);
          expect(values.bins.reduce((sum, n) => sum + n, 0)).toBe(values.count);
          expect(
            [values.sum, values.sumOfSquares, values.min ?? 0, values.max ?? 0].every(Number.isFinite),
          ).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('deriveColumns', () => {
  function derived(rows: Rows, refused = new Uint8Array(rows.length)) {
    const plan = planDerived(contract.columns);
    const derive = deriveColumns(plan, { contractColumns: contract.columns.length, receivedAtMs });
    const { columns } = derive(block(rows), refused);
    return Object.fromEntries(
      plan.map(({ name }, index) => {
        const column = columns[contract.columns.length + index];
        if (column?.type !== 'numbers') throw new Error('a derived column is one of numbers');
        return [
          name,
          rows.map((_, row) =>
            column.states[row] === cellState.present ? column.values[row] : column.states[row],
          ),
        ];
      }),
    );
  }

  test('gives what is told of a text, a vector and a time', () => {
    const told = derived([
      ['a b 12 ß', '[3,0,-4]', '2026-01-01T11:59:00', '1'],
      ['', '[]', '2026-01-01T11:58:00', '1'],
    ]);

    expect(told['note: length']).toEqual([8, 0]);
    expect(told['note: letters']).toEqual([0.375, cellState.missing]);
    expect(told['note: digits']).toEqual([0.25, cellState.missing]);
    expect(told['note: spaces']).toEqual([0.375, cellState.missing]);
    expect(told['note: non-ASCII']).toEqual([0.125, cellState.missing]);
    expect(told['note: unknown words']).toEqual([1, cellState.missing]);
    expect(told['v[2]']?.[0]).toBe(-4);
    expect(told['v: norm']?.[0]).toBe(5);
    expect(told['at: lag']).toEqual([60, 120]);
    expect(told['at: gap']).toEqual([cellState.missing, -60]);
  });

  test('passes over refused and missing rows: a gap is to the accepted time before', () => {
    const told = derived(
      [
        ['a', '[1,2,3]', '2026-01-01T00:00:00', '1'],
        ['a', '[1,2,3]', '9999-01-01T00:00:00', '1'],
        ['NA', 'NA', 'NA', '1'],
        ['a', '[1,2,3]', '2026-01-01T00:00:07', '1'],
      ],
      Uint8Array.of(0, 1, 0, 0),
    );

    expect(told['at: gap']?.[3]).toBe(7);
    expect(told['note: length']?.[2]).toBe(cellState.missing);
  });

  test('leaves blocks as they are where nothing is derived', () => {
    const one = block([['a', '[1,2,3]', '2026-01-01', '1']]);

    expect(deriveColumns([], { contractColumns: 4, receivedAtMs })(one, new Uint8Array(1))).toBe(one);
  });

  test('has no column where the file has none', () => {
    const one = block([[undefined, '[1,2,3]', '2026-01-01', '1']]);
    const derive = deriveColumns(planDerived(contract.columns), {
      contractColumns: 4,
      receivedAtMs: undefined,
    });

    const { columns } = derive(one, new Uint8Array(1));

    expect(columns.slice(4, 10)).toEqual(Array(6).fill(undefined));
    expect(columns.at(-4)?.states).toEqual(Uint8Array.of(cellState.missing));
  });
});
