import type { OpenBatch } from '../readers/batch-reader.ts';
import { type CsvSetting, openCsv } from '../readers/csv/open-csv.ts';
import { type DetectedFile, detectFormat } from '../readers/detect-format.ts';
import { openJsonl } from '../readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../readers/limits.ts';
import { openParquet } from '../readers/parquet/open-parquet.ts';
import type { OpenObject } from './ports.ts';

/**
 * Opens a batch or reference file for reading, whatever its format and packing.
 *
 * @param csv  what the contract says of CSV files
 * @throws UnreadableBatchError when it can't be read, with what its owner should do
 */
export async function openBatch(
  { source, key }: Pick<OpenObject, 'source' | 'key'>,
  csv: CsvSetting = {},
): Promise<OpenBatch> {
  const file = await detectFormat(source, key);
  const batch = await openContent(file, csv);
  return { ...batch, compression: file.compression, notes: [...file.notes, ...batch.notes] };
}

function openContent(file: DetectedFile, csv: CsvSetting): Promise<OpenBatch> {
  switch (file.format) {
    case 'csv':
      return openCsv(file.content, readerLimits, csv);
    case 'jsonl':
      return openJsonl(file.content);
    case 'parquet':
      return openParquet(file.content);
    default:
      return file satisfies never;
  }
}
