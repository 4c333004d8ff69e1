import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import { resultsKeys } from '../../keys.ts';
import type { Services } from '../ports.ts';
import { compressedObject, maximumStoredRows, type StoredRows } from '../quarantine.ts';
import type { QuarantinedFile } from './sum-of-files.ts';

const decompress = promisify(gunzip);

const lineSchema = z.looseObject({ row: z.int() });

/**
 * Writes the quarantined rows of the files of a window as those of one batch: numbered on from file to file, each with the key of
 * its file. Those of a file are in memory at once.
 */
export async function mergeQuarantine(
  { model, batchId }: { readonly model: string; readonly batchId: string },
  files: readonly QuarantinedFile[],
  { results }: Services,
): Promise<StoredRows> {
  const rows = compressedObject(results, resultsKeys.quarantinedRows(model, batchId), 'application/x-ndjson');
  let stored = 0;
  try {
    for (const { key, rowsBefore, file } of files) {
      const own = await results.read(key);
      if (!own || stored >= maximumStoredRows) continue;
      const lines = (await decompress(own.bytes)).toString().trimEnd().split('\n');
      const kept = lines.slice(0, maximumStoredRows - stored);
      stored += kept.length;
      await rows.write(kept.map((line) => numberedOn(line, rowsBefore, file)).join(''));
    }
    const quarantineKey = await rows.close();
    return { stored, ...(quarantineKey === undefined ? {} : { quarantineKey }) };
  } catch (error) {
    await rows.abandon();
    throw error;
  }
}

function numberedOn(line: string, rowsBefore: number, file: string): string {
  const { row, ...rest } = lineSchema.parse(JSON.parse(line));
  return `${JSON.stringify({ row: row + rowsBefore, file, ...rest })}\n`;
}
