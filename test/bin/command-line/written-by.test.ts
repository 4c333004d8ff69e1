import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseContract } from '../../../lambdas/core/contract/parse-contract.ts';
import { checkFile, inferFile } from '../../support/check-file.ts';

/** One table of 120 rows, as many programs write it: see make-files.py beside the files. */
const folder = join(import.meta.dirname, 'written');
const files = readdirSync(folder).filter((name) => !name.endsWith('.py'));

const kinds = {
  order_id: 'integer',
  amount: 'numeric',
  count: 'integer',
  share: 'numeric',
  colour: 'categorical',
  note: 'categorical',
  flag: 'boolean',
  at: 'timestamp',
};

/** Where a program leaves less of a kind than the others do. */
const otherKinds: Readonly<Record<string, object>> = {
  'bigquery.jsonl': { order_id: 'categorical' },
  'excel.csv': { flag: 'categorical' },
  'mysql.tsv': { flag: 'integer' },
  'postgres.csv': { flag: 'categorical' },
};

/** Columns beside the table's own. */
const moreKinds = (name: string): object => ({
  ...(/index|^pyarrow.*parquet|lines|polars\.(?:jsonl|parquet)|duckdb\.(?:jsonl|parquet)/.test(name) && {
    point: 'vector',
  }),
  ...(name === 'pandas-shuffled.parquet' && { __index_level_0__: 'integer' }),
});

describe('a table that is written by', () => {
  test.each(files)('%s is drafted as what it is, and accepted without drift', async (name) => {
    const path = join(folder, name);

    const { contract: text } = await inferFile(path);
    const { validation, drift } = await checkFile({ batch: path, reference: path });

    const parsed = parseContract(text);
    const columns = parsed.ok ? parsed.contract.columns : [];
    expect(Object.fromEntries(columns.map((column) => [column.name, column.kind]))).toEqual({
      ...kinds,
      ...otherKinds[name],
      ...moreKinds(name),
    });
    expect(columns.find((column) => column.name === 'at')?.role).toBe('timestamp');
    expect(validation).toMatchObject({ status: 'accepted', rows: { read: 120, quarantined: 0 } });
    expect(drift.features.filter(({ verdict }) => verdict.status === 'drifted')).toEqual([]);
  });
});
