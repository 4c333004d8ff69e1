import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCheck } from '../../../../lambdas/core/contract/check/check-block.ts';
import { collectEvidence } from '../../../../lambdas/core/contract/column-evidence.ts';
import { defaultMissingTokens } from '../../../../lambdas/core/contract/contract.ts';
import { inferContract } from '../../../../lambdas/core/contract/infer-contract.ts';
import { parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';
import { buildBlock, buildColumn } from '../../../support/build-block.ts';

const anyCell = fc.oneof(
  fc.constantFrom(
    '',
    'NA',
    'true',
    'False',
    'inf',
    '1e999',
    '-0',
    '5e-324',
    '1.7e308',
    '-1.7e308',
    '__proto__',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -50, max: 50 }).map(String),
  fc.string({ maxLength: 4 }),
  fc
    .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2030-01-01') })
    .map((date) => date.toISOString()),
);
const anyNumbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 150,
});

describe('an inferred contract', () => {
  test('accepts every row of the reference, and can be written to a file and read', () => {
    const anyColumn = fc.oneof(
      fc.array(anyCell, { minLength: 1, maxLength: 150 }),
      anyNumbers.map((numbers) => numbers.map(String)),
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 100, maxLength: 400 }),
      fc.array(fc.constantFrom('true', 'False', ''), { minLength: 1, maxLength: 50 }),
      fc.array(fc.constantFrom('[1]', '[-2e3]', '[1,2]', ''), { minLength: 1, maxLength: 9 }),
    );
    fc.assert(
      fc.property(anyColumn, (cells) => {
        const contract = inferred('x', cells);

        const refused = compileCheck(contract)(
          buildBlock(
            contract,
            cells.map((cell) => [cell]),
          ),
        );

        expect(refused.includes(1)).toBe(false);
        expect(parseContract(JSON.stringify(contract))).toEqual({ ok: true, contract });
      }),
      { numRuns: 400, seed: 9 },
    );
  });

  test('has ranges around all values of the reference', () => {
    // Bounds beyond the largest double, and below the smallest, were once rounded to what no contract can hold.
    fc.assert(
      fc.property(anyNumbers, (numbers) => {
        const [column] = inferred('x', [...numbers, 0.5].map(String)).columns;

        expect(Number(column?.min ?? -Infinity)).toBeLessThanOrEqual(Math.min(...numbers));
        expect(Number(column?.max ?? Infinity)).toBeGreaterThanOrEqual(Math.max(...numbers));
      }),
      { numRuns: 400, seed: 10 },
    );
  });
});

test.each<[string, readonly string[], object]>([
  ['x', ['1', '2.5', '9.99'], { kind: 'numeric', role: 'feature', nullable: true, min: 0, max: 19 }],
  ['x', [...Array(100).fill('1'), '40'], { kind: 'integer', nullable: false, min: 0, max: 79 }],
  ['x', ['1', '2', ''], { kind: 'integer', nullable: true }],
  ['x', Array(200).fill('7'), { kind: 'integer', nullable: false }],
  ['x', Array(3).fill(''), { kind: 'categorical', nullable: true }],
  ['x', ['true', 'False', 'TRUE'], { kind: 'boolean' }],
  ['x', ['2024-01-01', '2024-01-01T10:00:00Z'], { kind: 'timestamp', role: 'timestamp' }],
  ['x', Array.from({ length: 200 }, (_, i) => 'ab'[i % 2]!), { kind: 'categorical', values: ['a', 'b'] }],
  ['x', ['a', 'b'], { kind: 'categorical' }],
  ['x', ['1.5', 'inf'], { kind: 'categorical' }],
  ['x', Array.from({ length: 300 }, (_, i) => `text ${i}`), { kind: 'text', role: 'feature' }],
  ['x', ['10', '11', '12'], { kind: 'integer', role: 'id' }],
  ['user_id', ['a1', 'b7'], { kind: 'categorical', role: 'id' }],
  ['userId', ['5', '70'], { kind: 'integer', role: 'id' }],
  ['id', ['a', 'b'], { unique: true }],
  ['x', ['[1,2]', '', '[3, 4]'], { kind: 'vector', dimension: 2 }],
  ['x', [...Array(8).fill('[1,2]'), '[3,4]', '[5]'], { kind: 'vector', dimension: 2 }],
  ['x', [...Array(8).fill('[1,2]'), '[3]', '[]'], { kind: 'categorical' }],
  ['x', [...Array(10).fill('[1,2]'), 'a'], { kind: 'categorical' }],
  ['x', ['[1,2]', '[3]'], { kind: 'categorical', maxLength: 20 }],
  ['x', ['a'.repeat(30), '💧'.repeat(31)], { kind: 'categorical', maxLength: 62 }],
  ['x', [...Array(90).fill('1.5'), ...Array(10).fill('')], { kind: 'numeric', maxMissingShare: 0.25 }],
  ['humid', ['5', '70'], { kind: 'integer', role: 'feature' }],
  ['id', ['5', '5'], { kind: 'integer', role: 'feature' }],
])('a column %s of %j is drafted as it should be', (name, cells, expected) => {
  const [column] = inferred(name, cells).columns;

  expect(column).toMatchObject(expected);
  expect('values' in (column ?? {})).toBe('values' in expected);
  expect(column?.min !== undefined).toBe('min' in expected);
});

test('lists of another length than nearly all are told, not taken for categories', () => {
  // One list that was cut made a column of vectors one of categories, which nothing says.
  const { contract, notes } = draft('x', [...Array(19).fill('[1,2]'), '[5]']);

  expect(contract.columns[0]).toMatchObject({ kind: 'vector', dimension: 2 });
  expect(notes).toContain('x lists 2 numbers in 19 of 20 rows; the others break the contract.');
});

test('a contract needs a column', () => {
  expect(() => inferContract([])).toThrow(RangeError);
});

function inferred(name: string, cells: readonly string[]) {
  return draft(name, cells).contract;
}

function draft(name: string, cells: readonly string[]) {
  const collector = collectEvidence();
  const column = buildColumn('category', cells, { missingTokens: [...defaultMissingTokens] });
  if (column.type === 'codes') collector.add(column);
  return inferContract([{ name, evidence: collector.evidence() }]);
}
