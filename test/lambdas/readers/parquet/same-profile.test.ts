import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readReferenceRows } from '../../../../lambdas/pipeline/reference/read-reference-rows.ts';
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
