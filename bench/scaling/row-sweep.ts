import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractSchema } from '../../lambdas/core/contract/contract.ts';
import type { OpenObject } from '../../lambdas/pipeline/ports.ts';
import { profileRows } from '../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../lambdas/pipeline/quarantine.ts';
import { readReferenceRows } from '../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import type { ByteSource } from '../../lambdas/readers/byte-source.ts';
import { benchContract } from '../read/bench-contract.ts';
import { folder, once, openFile } from '../read/bench-files.ts';
import { benchColumns } from '../read/columns.ts';
import { writeRows } from '../read/write-rows.ts';
import { processorSeconds, type ScalingFigures } from './task.ts';

/** Rows that are written; more of them are these again and again, so that no file of 10 GB is needed. */
const writtenRows = 100_000;

/** Eight numeric columns and two categorical ones. */
const columns = [...benchColumns.slice(0, 8), ...benchColumns.slice(-2)];

const contract = contractSchema.parse({
  ...benchContract,
  columns: benchContract.columns.filter(({ name }) => columns.some((column) => column.name === name)),
});

/** One pass over so many rows of ten columns: decoded, checked, profiled. */
export async function sweepRows(rows: number): Promise<ScalingFigures> {
  const batch = await repeated(await rowsFile(1, Math.min(rows, writtenRows)), rows);
  const reference = await openBatch(await openFile(await rowsFile(2, 2 * writtenRows)));
  const made = await readReferenceRows(reference, contract);
  if (made.status === 'unusable') throw new Error(`sweepRows: ${JSON.stringify(made.reasons)}`);
  let read = 0;
  const seconds = await processorSeconds(async () => {
    const pass = await profileRows(await openBatch(batch), contract, made.yardstick, {
      quarantine: noQuarantine,
    });
    read = pass.profile.rows.read;
  });
  if (read !== rows) throw new Error(`sweepRows: wrote ${rows} rows, read ${read}`);
  return {
    size: rows,
    stages: [{ name: 'pass', seconds }],
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** A file of so many rows of ten columns, written once. */
export function rowsFile(seed: number, rows: number): Promise<string> {
  return once(join(folder, `ten-columns-${rows}-seed${seed}.csv`), (to) =>
    writeRows(to, 'csv', rows, seed, columns),
  );
}

/** A file, and its rows again until there are so many. */
async function repeated(path: string, rows: number): Promise<OpenObject> {
  const object = await openFile(path);
  const bytes = await readFile(path);
  const header = bytes.indexOf('\n') + 1;
  const times = Math.max(1, rows / writtenRows);
  const size = header + times * (bytes.length - header);
  return { ...object, sizeBytes: size, source: cycle(bytes, header, size) };
}

/** Bytes, of which those behind the first ones come again and again. */
function cycle(bytes: Uint8Array, once: number, size: number): ByteSource {
  const stream = async function* (from = 0, to = size) {
    const end = Math.min(to, size);
    for (let at = from; at < end; ) {
      const place = at < once ? at : once + ((at - once) % (bytes.length - once));
      const piece = bytes.subarray(place, Math.min(bytes.length, place + 2 ** 21, place + end - at));
      at += piece.length;
      yield piece;
    }
  };
  return { size, stream, slice: async (from, to) => Buffer.concat(await Array.fromAsync(stream(from, to))) };
}
