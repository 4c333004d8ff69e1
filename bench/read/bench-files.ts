import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import type { OpenObject } from '../../lambdas/pipeline/ports.ts';
import { readReferenceRows } from '../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import { benchContract } from './bench-contract.ts';
import { driftedColumns } from './columns.ts';
import { copyToParquetSql, openDuckDb } from './duckdb.ts';
import { writeGzip, writeRows } from './write-rows.ts';

/** Where the data are kept between runs; git ignores it. */
export const folder = join(import.meta.dirname, '../../.plumbline/bench');

/** Goes into the names of the files: another number where the data change. */
const dataVersion = 1;

const batchSeed = 1;
const driftedSeed = 3;
const reference = { seed: 2, rows: 200_000 } as const;

/** The formats that are measured, and the SQL table function that reads each. */
export const benchFormats = [
  { name: 'CSV', extension: 'csv', table: 'csv' },
  { name: 'CSV, gzip', extension: 'csv.gz', table: 'csv' },
  { name: 'JSON Lines', extension: 'jsonl', table: 'json' },
  { name: 'Parquet, snappy', extension: 'snappy.parquet', table: 'parquet' },
  { name: 'Parquet, zstd', extension: 'zstd.parquet', table: 'parquet' },
] as const;

export type BenchFormat = (typeof benchFormats)[number];

/** The file of so many rows in a format, written unless it is there. */
export async function batchFile({ extension }: BenchFormat, rows: number): Promise<string> {
  const csv = (path: string) => writeRows(path, 'csv', rows, batchSeed);
  const path = pathOf(`batch-${rows}`, extension);
  switch (extension) {
    case 'csv':
      return once(path, csv);
    case 'csv.gz':
      return once(path, async (to) => writeGzip(to, await once(pathOf(`batch-${rows}`, 'csv'), csv)));
    case 'jsonl':
      return once(path, (to) => writeRows(to, 'jsonLines', rows, batchSeed));
    case 'snappy.parquet':
    case 'zstd.parquet':
      return once(path, async (to) => {
        const from = await once(pathOf(`batch-${rows}`, 'csv'), csv);
        const database = await openDuckDb();
        await database.runAndReadAll(
          copyToParquetSql(from, to, extension === 'zstd.parquet' ? 'zstd' : 'snappy'),
        );
      });
    default:
      return extension satisfies never;
  }
}

/** A batch of so many rows of which four columns drift. */
export async function driftedFile(rows: number): Promise<string> {
  return once(pathOf(`drifted-${rows}`, 'csv'), (to) =>
    writeRows(to, 'csv', rows, driftedSeed, driftedColumns),
  );
}

/** The reference that batches are compared with, from a seed of its own. */
export async function referenceFile(): Promise<string> {
  return once(pathOf(`reference-${reference.rows}`, 'csv'), (to) =>
    writeRows(to, 'csv', reference.rows, reference.seed),
  );
}

/** Reads the reference and writes its yardstick as JSON: anew, as it depends on the program. */
export async function prepareReference(): Promise<string> {
  const rows = await readReferenceRows(await openBatch(await openFile(await referenceFile())), benchContract);
  if (rows.status === 'unusable') throw new Error(`prepareReference: ${JSON.stringify(rows.reasons)}`);
  const path = pathOf(`reference-${reference.rows}`, 'prepared.json');
  await writeFile(path, JSON.stringify(rows.yardstick));
  return path;
}

/** A local file as the pipeline sees objects. */
export async function openFile(path: string): Promise<OpenObject> {
  const object = await fileInbox(new Map([['batch', path]])).open('batch');
  if (!object) throw new Error(`openFile: there is no ${path}`);
  return object;
}

function pathOf(name: string, extension: string): string {
  return join(folder, `${name}-v${dataVersion}.${extension}`);
}

/** Writes a file under another name first: one that is there is whole. */
export async function once(path: string, write: (to: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await write(unfinished);
  await rename(unfinished, path);
  return path;
}
