import { expect, test } from '@jest/globals';
import { maximumRawTextLength, rowFault } from '../../../../../lambdas/core/block/column-block.ts';
import { compileCheck } from '../../../../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../../../../lambdas/core/contract/check/explain-refused-row.ts';
import { compileExplanation } from '../../../../../lambdas/core/contract/check/explain-row.ts';
import { columnRequests } from '../../../../../lambdas/core/contract/column-requests.ts';
import { memorySource } from '../../../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../../../lambdas/readers/csv/open-csv.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract, type ColumnInput } from '../../../../support/build-contract.ts';

test.each([
  [{ kind: 'numeric' }, 'x', 'wrong-type', 'a number'],
  [{ kind: 'numeric' }, '1e999', 'not-finite', 'a finite number'],
  [{ kind: 'numeric' }, '-inf', 'not-finite', 'a finite number'],
  [{ kind: 'numeric' }, 'NA', 'missing-value', 'a value'],
  [{ kind: 'numeric', min: 0, max: 9.5 }, '-1', 'out-of-range', '0 to 9.5'],
  [{ kind: 'numeric', min: 0 }, '-1', 'out-of-range', 'at least 0'],
  [{ kind: 'integer', max: 5 }, '6', 'out-of-range', 'at most 5'],
  [{ kind: 'integer' }, '6.5', 'wrong-type', 'an integer'],
  [{ kind: 'boolean' }, 'maybe', 'wrong-type', 'true or false'],
  [
    { kind: 'boolean' },
    'yes',
    'wrong-type',
    'true or false; other spellings are named by booleans in the contract',
  ],
  [{ kind: 'timestamp' }, '31.12.2024', 'wrong-type', 'an ISO 8601 timestamp'],
  [{ kind: 'timestamp', min: '2024-01-01' }, '2023-12-31', 'out-of-range', 'at least 2024-01-01'],
  [{ kind: 'categorical', values: ['a', 'b'] }, 'c', 'unknown-category', 'one of a, b'],
  [{ kind: 'categorical', values: ['a'] }, '__proto__', 'unknown-category', 'one of a'],
  [{ kind: 'text', pattern: '[a-z]+' }, 'A', 'pattern-mismatch', 'text matching [a-z]+'],
  [{ kind: 'text', maxLength: 3 }, 'abcd', 'too-long', 'at most 3 characters'],
] satisfies [Omit<ColumnInput, 'name'>, string, string, string][])(
  'a column %j refuses %j: %s, expected %s',
  async (column, cell, code, expected) => {
    const [violations] = await explainFile([{ name: 'a', ...column }], `a\n${cell}\n`);

    expect(violations).toEqual([
      { code, column: 'a', message: `expected ${expected}`, expected, found: cell },
    ]);
  },
);

test('everything wrong with a row is said, in the order of the columns', async () => {
  const columns: ColumnInput[] = [
    { name: 'a', kind: 'numeric' },
    { name: 'b', kind: 'integer' },
    { name: 'c', kind: 'text', pattern: 'x', maxLength: 2 },
  ];

  const [violations] = await explainFile(columns, 'c,b,a\nyyy,1,?\n');

  expect(violations?.map(({ code, column }) => `${column} ${code}`)).toEqual([
    'a wrong-type',
    'c too-long',
    'c pattern-mismatch',
  ]);
});

test.each(['categorical', 'text'] as const)(
  'a %s that is not UTF-8 is of the wrong type, closed list or not',
  async (kind) => {
    // Its raw text has U+FFFD instead, which the row schema accepts: the row was once refused without a reason.
    const file = Buffer.from('a,b\nx\xff,1\n', 'latin1');
    const columns: ColumnInput[] = [
      { name: 'a', kind, ...(kind === 'categorical' ? { values: ['x\uFFFD'] } : {}) },
      { name: 'b', kind: 'integer' },
    ];

    const [violations] = await explainFile(columns, file);
    const inUtf8 = kind === 'text' ? 'a text in UTF-8' : 'a category in UTF-8, of at most 64 KiB';

    expect(violations).toEqual([
      {
        code: 'wrong-type',
        column: 'a',
        message: `expected ${inUtf8}`,
        expected: inUtf8,
        found: 'x\uFFFD',
      },
    ]);
  },
);

test('a text is judged by all of it, not by the beginning that a raw row shows', async () => {
  const length = maximumRawTextLength + 10;

  const [violations] = await explainFile(
    [{ name: 'a', kind: 'text', maxLength: maximumRawTextLength, pattern: 'x*' }],
    `a\n${'x'.repeat(length - 1)}y\n`,
  );

  expect(violations?.map(({ code }) => code)).toEqual(['too-long', 'pattern-mismatch']);
});

test('a refused row has a reason even where its raw text is cut within a number', async () => {
  const [violations] = await explainFile(
    [{ name: 'a', kind: 'integer' }],
    `a\n${'0'.repeat(maximumRawTextLength)}.5\n`,
  );

  expect(violations?.map(({ code }) => code)).toEqual(['too-large']);
});

test('a row that could not be split has that as its only reason', () => {
  const contract = buildContract([{ name: 'a', kind: 'numeric' }]);
  const faults = Uint8Array.of(rowFault.ragged, rowFault.malformed, rowFault.tooLarge);
  const block = buildBlock(contract, [['x'], ['x'], ['x']], { faults });
  const explain = compileRefusal(contract);

  const codes = [0, 1, 2].flatMap((row) => explain(block, row, block.raw(row)).map(({ code }) => code));

  expect(codes).toEqual(['ragged-row', 'malformed-row', 'too-large']);
});

// It said that there were too few cells, of lines that are none of the data.
test('a line that begins with # is told with the setting that makes comments of such lines', async () => {
  const [comment, short] = await explainFile(
    [
      { name: 'a', kind: 'integer' },
      { name: 'b', kind: 'integer' },
    ],
    'a,b\n1,2\n# 40 rows\n3\n',
  );

  expect(comment).toMatchObject([{ code: 'ragged-row', expected: expect.stringMatching(/csv\.comment/) }]);
  expect(short).toEqual([{ code: 'ragged-row', message: 'the row has more or fewer cells than the header' }]);
});

test('spellings of booleans are no help where a file has booleans of its own', () => {
  const contract = buildContract([{ name: 'a', kind: 'boolean' }]);

  expect(compileExplanation(contract, 'typed')(['yes'])[0]).toMatchObject({ expected: 'true or false' });
});

/** The violations of the refused rows of a CSV file. */
async function explainFile(columns: readonly ColumnInput[], file: string | Buffer) {
  const contract = buildContract(columns);
  const batch = await openCsv(memorySource(Buffer.from(file)));
  const check = compileCheck(contract);
  const explain = compileRefusal(contract);
  const all = [];
  for await (const block of batch.blocks(columnRequests(contract), contract)) {
    const refused = check(block);
    for (let row = 0; row < block.rowCount; row++) {
      if (refused[row] === 1) all.push(explain(block, row, block.raw(row)));
    }
  }
  return all;
}
