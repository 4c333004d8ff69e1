import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readReferenceRows } from '../../../../lambdas/pipeline/reference/read-reference-rows.ts';
import type { OpenBatch } from '../../../../lambdas/readers/batch-reader.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../../lambdas/readers/csv/open-csv.ts';
import { openJsonl } from '../../../../lambdas/readers/jsonl/open-jsonl.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { dataBytes } from './parquet-files.ts';

const contract = buildContract([
  { name: 'age', kind: 'integer' },
  { name: 'income', kind: 'numeric', nullable: true },
  { name: 'ratio', kind: 'numeric', nullable: true },
  { name: 'plan', kind: 'categorical', nullable: true },
  { name: 'active', kind: 'boolean' },
  { name: 'since', kind: 'timestamp' },
  { name: 'note', kind: 'text', nullable: true },
]);

test('the same rows give the same profile as CSV and as Parquet, to the bit', async () => {
  const csv = readFileSync(join(import.meta.dirname, 'data', 'same-rows.csv'));

  const fromCsv = await readReferenceRows(await openCsv(memorySource(csv)), contract);
  const fromParquet = await readReferenceRows(
    await openParquet(memorySource(dataBytes('same-rows'))),
    contract,
  );

  expect(fromParquet.status).toBe('usable');
  expect(fromParquet).toEqual(fromCsv);
});

test('the same rows give the same profile as JSON Lines and as Parquet, derived columns too, to the bit', async () => {
  const jsonl = readFileSync(join(import.meta.dirname, 'data', 'same-lists.jsonl'));
  const withVectors = buildContract([
    { name: 'embedding', kind: 'vector', dimension: 3, nullable: true },
    { name: 'note', kind: 'text', nullable: true },
  ]);

  const fromJson = await readReferenceRows(await openJsonl(memorySource(jsonl)), withVectors);
  const fromParquet = await readReferenceRows(
    await openParquet(memorySource(dataBytes('same-lists'))),
    withVectors,
  );

  expect(fromParquet).toEqual(fromJson);
  expect(fromParquet).toMatchObject({
    status: 'usable',
    profile: { rows: { read: 300, accepted: 296 } },
    violations: [
      { code: 'wrong-dimension', column: 'embedding', count: 3 },
      { code: 'wrong-type', column: 'embedding', count: 1 },
    ],
  });
});

test.each(['age', 'plan'])('an id (%s) has the same hash as CSV and as Parquet', async (name) => {
  // A Parquet file hashed the eight bytes of an integer: no label of a CSV file was ever joined to it.
  const csv = readFileSync(join(import.meta.dirname, 'data', 'same-rows.csv'));

  const fromCsv = await hashes(await openCsv(memorySource(csv)), name);
  const fromParquet = await hashes(await openParquet(memorySource(dataBytes('same-rows'))), name);

  expect(new Set(fromParquet).size).toBeGreaterThan(2);
  expect(fromParquet).toEqual(fromCsv);
});

async function hashes(batch: OpenBatch, name: string): Promise<string[]> {
  const found: string[] = [];
  for await (const block of batch.blocks([{ name, decoding: 'identity' }], { missingTokens: [''] })) {
    const [column] = block.columns;
    if (column?.type !== 'identities') throw new Error('not identities');
    for (let row = 0; row < block.rowCount; row++)
      found.push(column.states[row] === 0 ? `${column.high[row]} ${column.low[row]}` : 'none');
  }
  return found;
}
