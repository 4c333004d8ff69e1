import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCheck } from '../../../../lambdas/core/contract/check/check-block.ts';
import { inferContract } from '../../../../lambdas/core/contract/infer-contract.ts';
import { parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';
import { buildBlock } from '../../../support/build-block.ts';
import { draftColumns } from '../../../support/draft-columns.ts';

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

const many = (count: number, cell: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => cell(i));

test.each<[string, readonly string[], object]>([
  ['x', many(9, String), { kind: 'integer', nullable: true, maxMissingShare: 0.64 }],
  ['x', many(100, (i) => `${i % 11}.5`), { kind: 'numeric', nullable: true, min: -45, max: 56 }],
  ['x', many(100, (i) => `${(i % 11) - 5}`), { kind: 'integer', min: -50, max: 50 }],
  ['x', many(100, (i) => `${-5 - (i % 11)}`), { kind: 'integer', min: -60, max: 40 }],
  ['x', [...Array(100).fill('1'), '40'], { kind: 'integer', nullable: true }],
  ['x', ['1', '2', ''], { kind: 'integer', nullable: true }],
  ['x', Array(9_208).fill('7'), { kind: 'integer', nullable: true, maxMissingShare: 0.1 }],
  ['x', Array(9_209).fill('7'), { kind: 'integer', nullable: false }],
  ['x', Array(3).fill(''), { kind: 'categorical', nullable: true }],
  ['x', ['true', 'False', 'TRUE'], { kind: 'boolean' }],
  ['x', ['2024-01-01', '2024-01-01T10:00:00Z'], { kind: 'timestamp', role: 'timestamp' }],
  ['x', many(2_304, (i) => 'ab'[i % 2]!), { kind: 'categorical', values: ['a', 'b'] }],
  ['x', many(2_200, (i) => 'ab'[i % 2]!), { kind: 'categorical', maxLength: 100 }],
  ['x', [...many(3_000, (i) => 'ab'[i % 2]!), ...Array(19).fill('c')], { kind: 'categorical' }],
  ['x', Array(3_000).fill('a'), { kind: 'categorical' }],
  ['x', ['a', 'b'], { kind: 'categorical' }],
  ['x', ['1.5', 'inf'], { kind: 'categorical' }],
  ['x', ['.5', '5.', '-.25e1'], { kind: 'numeric' }],
  ['x', many(12, (i) => `a1b2c3d${i + 10}`), { kind: 'categorical', role: 'id' }],
  ['x', many(12, (i) => `a1b2c3 ${i + 10}`), { kind: 'categorical', role: 'feature' }],
  ['x', [...many(20, (i) => `${i}.5`), '?'], { kind: 'numeric', nullable: true, min: -85, max: 110 }],
  ['x', [...many(200, (i) => `${i % 9}`), ...Array(20).fill('5+')], { kind: 'categorical' }],
  ['x', many(300, (i) => `text ${i}`), { kind: 'text', role: 'feature' }],
  ['x', ['10', '11', '12'], { kind: 'integer', role: 'id' }],
  ['user_id', ['a1', 'b7'], { kind: 'categorical', role: 'id' }],
  ['userId', ['5', '70'], { kind: 'integer', role: 'id' }],
  ['id', ['9007199254740993', '9007199254740992'], { kind: 'integer', role: 'id', unique: true }],
  ['id', ['a', 'b'], { unique: true }],
  ['x', ['[1,2]', '', '[3, 4]'], { kind: 'vector', dimension: 2 }],
  ['x', [...Array(19).fill('[1,2]'), '[5]'], { kind: 'categorical' }],
  ['x', [...Array(10).fill('[1,2]'), 'a'], { kind: 'categorical' }],
  ['x', ['a'.repeat(30), '💧'.repeat(31)], { kind: 'categorical', maxLength: 310 }],
  [
    'x',
    [...many(900, (i) => `${i % 9}.5`), ...Array(100).fill('')],
    { kind: 'numeric', maxMissingShare: 0.3, min: -36, max: 45 },
  ],
  ['day', ['20240105', '20240231'], { kind: 'integer', role: 'feature' }],
  ['x', ['20240105', '20240105', '20240229'], { kind: 'timestamp', format: '%Y%m%d', role: 'timestamp' }],
  ['x', ['2024-01', '2024-01'], { kind: 'categorical', role: 'timestamp' }],
  ['eventTime', ['1704074506', '1704074506000'], { kind: 'integer', role: 'feature' }],
  ['eventTime', ['1704074506', '1704074507.5'], { kind: 'timestamp', unit: 's', role: 'timestamp' }],
  ['eventTime', ['1704074506', '1704079506'], { kind: 'timestamp', unit: 's', role: 'timestamp' }],
  ['revenue', ['1704074506', '1704079506'], { kind: 'integer', role: 'feature' }],
  ['humid', ['5', '70'], { kind: 'integer', role: 'feature' }],
  ['id', ['5', '5'], { kind: 'integer', role: 'feature' }],
])('a column %s is drafted as it should be, case %#', (name, cells, expected) => {
  const [column] = inferred(name, cells).columns;

  expect(column).toMatchObject(expected);
  expect('values' in (column ?? {})).toBe('values' in expected);
  expect(column?.min !== undefined).toBe('min' in expected);
});

test.each<[readonly string[], readonly string[]]>([
  [many(100, (i) => `${i % 9}.5`), []],
  [['a', 'None', 'None', 'b', ''], ['2 of 5 cells read `None` and count as missing']],
  [[...many(20, (i) => `${i % 9}.5`), 'NaN', ''], []],
  [[...many(20, (i) => `${i % 9}.5`), '?', '?'], ['2 of 22 cells are no number: `?`, taken for missing']],
  [[' 5', ' 5.5', ' 6'], ['is categorical: 3 of 3 cells are numbers with a blank before or behind them']],
  [
    ['1,234.5', '1.234,5', '12,50', 'a'],
    ['is categorical: 3 of 4 cells are numbers with separators of thousands or a decimal comma'],
  ],
  // One cell read "1 of 686 cells is texts that are numbers".
  [[' 5', 'a'], ['is categorical: 1 of 2 cells is a number with a blank before or behind it']],
  [
    ['1,234.5', 'a'],
    ['is categorical: 1 of 2 cells is a number with separators of thousands or a decimal comma'],
  ],
  [['$5', 'a'], ['is categorical: 1 of 2 cells is a number with a currency or a percent sign']],
  [['5', 'a'], ['is categorical, though 1 of 2 cells is a number']],
  [['[1,2]', 'a', 'b'], ['is categorical, though 1 of 3 cells is a list of numbers, with 2 of them']],
  [['1', '2', 'a', 'b', 'c', '4'], ['is categorical, though 3 of 6 cells are numbers']],
  [['[1,2]', '[5]', '[]'], ['is categorical, though 3 of 3 cells are lists of numbers, with 0 to 2 of them']],
  [
    ['$5', '5 €', '45%', 'USD 1,234.50'],
    ['is categorical: 4 of 4 cells are numbers with a currency or a percent sign'],
  ],
  [
    ['12,34,567', '1’234.5', '12\u202f345,6', 'a'],
    ['is categorical: 3 of 4 cells are numbers with separators of thousands or a decimal comma'],
  ],
  [['a', 'a'], ['has the single value `a`: nothing is asked of others']],
  [['5', '5'], ['has the single value `5`: nothing is asked of others']],
  [['2024-01-01', '2024-01-02'], ['looks like the role timestamp: it is not tested for drift']],
  [['1704074506', '1704079506'], ['may be times, seconds since 1970: if so, give it the role timestamp']],
])('the notes on a column name cells and reason, and nothing else, case %#', (cells, sentences) => {
  // The same seven sentences stood under every draft, and what had been dropped was in none of them.
  expect(draft('x', cells).notes).toEqual(sentences.map((sentence) => ({ column: 'x', sentence })));
});

test('a contract needs a column', () => {
  expect(() => inferContract([], { cells: 'text' })).toThrow(RangeError);
});

function inferred(name: string, cells: readonly string[]) {
  return draft(name, cells).contract;
}

function draft(name: string, cells: readonly string[]) {
  return draftColumns({ [name]: cells });
}
