import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkRows } from '../../../lambdas/core/contract/check/check-rows.ts';
import { rowSchema } from '../../../lambdas/core/contract/check/row-schema.ts';
import { columnRequests } from '../../../lambdas/core/contract/column-requests.ts';
import { contractSchema } from '../../../lambdas/core/contract/contract.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../lambdas/readers/csv/open-csv.ts';
import { openJsonl } from '../../../lambdas/readers/jsonl/open-jsonl.ts';
import { withWrittenTimes } from '../../../lambdas/readers/with-written-times.ts';

const contract = contractSchema.parse({
  schemaVersion: 1,
  columns: [
    { name: 'epoch', kind: 'timestamp', unit: 's', nullable: true, min: '2024-01-01' },
    { name: 'day', kind: 'timestamp', format: '%d.%m.%Y', max: '2024-12-31' },
    { name: 'digits', kind: 'timestamp', format: '%Y%m%d', nullable: true },
  ],
  rules: [{ left: 'day', operator: '<=', right: 'epoch' }],
});

const anyCell = fc.constantFrom<string | number | boolean | null>(
  ...[
    '1704449700',
    '1704449700.5',
    '1e20',
    'x',
    '',
    'NA',
    '05.01.2024',
    '31.02.2024',
    '1.1.2025',
    '20240105',
    '20240105.0',
  ],
  ...[1_704_449_700, 1_704_449_700.5, 1e20, 20_240_105, 20_240_132, -1, true, null],
);
const anyRows = fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 20 });
const names = contract.columns.map(({ name }) => name);

test.each(['csv', 'jsonl'] as const)(
  'rows of %s are refused as the schema of rows refuses them, with a reason',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        const isText = format === 'csv';
        const cells = rows.map((row) => row.map((cell) => (isText ? String(cell ?? '') : cell)));
        const lines = isText
          ? [names.join(','), ...cells.map((row) => row.join(','))]
          : cells.map((row) => JSON.stringify(Object.fromEntries(row.map((cell, at) => [names[at]!, cell]))));
        const source = memorySource(new TextEncoder().encode(`${lines.join('\n')}\n`), 64);
        const batch = withWrittenTimes(await (isText ? openCsv(source) : openJsonl(source)));
        const schema = rowSchema(contract, batch.cells);
        const { check, explain } = checkRows(contract, batch.cells);
        const found: boolean[] = [];

        for await (const block of batch.blocks(columnRequests(contract), contract)) {
          const refused = check(block);
          for (let row = 0; row < block.rowCount; row++) {
            found.push(refused[row] === 1);
            if (refused[row] === 1) expect(explain(block, row, block.raw(row))).not.toEqual([]);
          }
        }

        expect(found).toEqual(cells.map((row) => !schema.safeParse(row).success));
      }),
      { numRuns: 150, seed: 6 },
    );
  },
);
