import { expect, test } from '@jest/globals';
import { compileCheck } from '../../../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../../../lambdas/core/contract/check/explain-refused-row.ts';
import { rowSchema } from '../../../../lambdas/core/contract/check/row-schema.ts';
import { columnRequests } from '../../../../lambdas/core/contract/column-requests.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { dataBytes } from './parquet-files.ts';

const kinds = ['numeric', 'integer', 'timestamp', 'boolean', 'categorical', 'text', 'vector'] as const;

test.each(['numbers', 'decimals', 'times', 'int96', 'nested', 'codec-none', 'pandas', 'lists', 'lists-old'])(
  '%s: a row is refused exactly where the row schema refuses its cells, whatever the kind',
  async (name) => {
    const batch = await openParquet(memorySource(dataBytes(name)));
    for (const column of batch.columnNames) {
      for (const kind of kinds) {
        const contract = buildContract([
          {
            name: column,
            kind,
            nullable: kind !== 'numeric',
            ...(kind === 'vector' ? { dimension: 3 } : {}),
          },
        ]);
        const check = compileCheck(contract);
        const explain = compileRefusal(contract, 'typed');
        const schema = rowSchema(contract, 'typed');
        for await (const block of batch.blocks(columnRequests(contract), contract)) {
          const refused = check(block);
          for (let row = 0; row < block.rowCount; row++) {
            const raw = block.raw(row);
            const codes = refused[row] === 1 ? explain(block, row, raw).map(({ code }) => code) : [];
            const valid = refused[row] === 0 && schema.safeParse(raw.cells).success;

            expect({ column, kind, text: raw.text, codes, valid }).toEqual({
              column,
              kind,
              text: raw.text,
              codes: refused[row] === 1 ? [expect.not.stringContaining('too-large')] : [],
              valid: refused[row] === 0,
            });
          }
        }
      }
    }
  },
);
