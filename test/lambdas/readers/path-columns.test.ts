import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCheck } from '../../../lambdas/core/contract/check/check-block.ts';
import { compileExplanation } from '../../../lambdas/core/contract/check/explain-row.ts';
import { columnRequests } from '../../../lambdas/core/contract/column-requests.ts';
import { openBatch } from '../../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { pathColumns } from '../../../lambdas/readers/path-columns.ts';
import { buildContract, type ColumnInput } from '../../support/build-contract.ts';

describe('pathColumns', () => {
  test.each([
    ['dt=2026-11-30/region=eu/a.csv', { dt: '2026-11-30', region: 'eu' }],
    ['2026/11/a.csv', {}],
    ['dt=1/dt=2/a.csv', { dt: '2' }],
    ['at=2026-11-30 13%3A00%3A00/a.csv', { at: '2026-11-30 13:00:00' }],
    ['city=Z%C3%BCrich/100%/a.csv', { city: 'Zürich' }],
    ['dt=__HIVE_DEFAULT_PARTITION__/a.csv', { dt: '' }],
    ['a=b=c/x=1.csv', { a: 'b=c' }],
    ['=x/a.csv', {}],
  ])('of %s', (path, expected) => {
    expect(Object.fromEntries(pathColumns(path))).toEqual(expected);
  });
});

const files = {
  'a.csv': 'x\n1\n2\nbroken"\n-3\n',
  'a.jsonl': '{"x":1}\n{"x":2}\n{"x":\n{"x":-3}\n',
} as const;

async function readAll(file: keyof typeof files, folders: string, columns: readonly ColumnInput[]) {
  const contract = buildContract([{ name: 'x', kind: 'integer', min: 0 }, ...columns]);
  const source = memorySource(new TextEncoder().encode(files[file]));
  const batch = await openBatch({ key: `batches/m/${folders}/${file}`, source }, contract);
  const blocks = await Array.fromAsync(batch.blocks(columnRequests(contract), contract), (block) => ({
    refused: [...compileCheck(contract)(block)],
    cells: Array.from({ length: block.rowCount }, (_, row) => block.raw(row).cells),
    explained: Array.from({ length: block.rowCount }, (_, row) =>
      compileExplanation(contract, batch.cells)(block.raw(row).cells),
    ),
  }));
  return { ...blocks[0]!, batch };
}

describe.each(['a.csv', 'a.jsonl'] as const)('%s in partition folders', (file) => {
  const accepted = [0, 0, 1, 1];

  test('has the columns of its path, each of the kind that the contract says', async () => {
    const { refused, batch } = await readAll(file, 'dt=2026-11-30/n=7/region=eu/live=true', [
      { name: 'region', kind: 'categorical', values: ['eu', 'us'] },
      { name: 'n', kind: 'integer', min: 7, max: 7 },
      { name: 'dt', kind: 'timestamp', role: 'timestamp', min: '2026-11-30', max: '2026-11-30' },
      { name: 'live', kind: 'boolean' },
    ]);

    expect(refused).toEqual(accepted);
    expect(batch.columnNames).toEqual(['x', 'dt', 'n', 'region', 'live']);
    expect(batch.notes).toContain(
      'read from the names of its folders, not from the file: dt, n, region, live',
    );
  });

  test.each([
    ['n=8', { name: 'n', kind: 'integer', max: 7 }],
    ['n=7.5', { name: 'n', kind: 'integer' }],
    ['n=x', { name: 'n', kind: 'numeric' }],
    ['n=__HIVE_DEFAULT_PARTITION__', { name: 'n', kind: 'numeric' }],
    ['n=yes', { name: 'n', kind: 'boolean' }],
    ['n=eu', { name: 'n', kind: 'categorical', values: ['us'] }],
  ] satisfies readonly (readonly [string, ColumnInput])[])(
    'refuses every row where %s breaks the contract, and says so',
    async (folder, column) => {
      const { refused, explained } = await readAll(file, folder, [column]);

      expect(refused).toEqual([1, 1, 1, 1]);
      expect(explained[0]).toMatchObject([{ column: 'n' }]);
    },
  );

  test('has none that the contract does not name, and keeps its own', async () => {
    const { batch } = await readAll(file, 'x=5/other=1', []);

    expect(batch.columnNames).toEqual(['x']);
  });
});

test('whatever a folder is called, the check of blocks and the schema of rows agree', async () => {
  const columns = ['numeric', 'integer', 'categorical', 'boolean', 'timestamp', 'text'] as const;
  const value = fc.oneof(
    fc.constantFrom('1', '-0.5', 'true', 'TRUE', 'NA', 'NaN', '1e999', '2026-11-30', '1,5', ' 1', '007'),
    fc.string({ maxLength: 12 }).map((text) => text.replaceAll('/', '')),
  );
  await fc.assert(
    fc.asyncProperty(
      value,
      fc.constantFrom(...columns),
      fc.boolean(),
      fc.constantFrom('a.csv', 'a.jsonl'),
      async (text, kind, nullable, file) => {
        const { refused, explained } = await readAll(file, `v=${text}`, [{ name: 'v', kind, nullable }]);

        expect(refused.slice(0, 2)).toEqual(explained.slice(0, 2).map((found) => (found.length > 0 ? 1 : 0)));
      },
    ),
    { numRuns: 150 },
  );
});
