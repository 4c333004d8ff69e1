import type { OpenBatch } from '../readers/batch-reader.ts';
import { openCsv } from '../readers/csv/open-csv.ts';
import type { OpenObject } from './ports.ts';

/**
 * Opens a batch or reference file for reading.
 *
 * @throws UnreadableBatchError when it can't be read, with what its owner should do
 */
export async function openBatch({ source }: OpenObject): Promise<OpenBatch> {
  return openCsv(source);
}
