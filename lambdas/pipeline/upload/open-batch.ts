import { maximumColumnNameLength } from '../../core/contract/column-schema.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { type CsvSetting, openCsv } from '../../readers/csv/open-csv.ts';
import { type DetectedFile, detectFormat } from '../../readers/detect-format.ts';
import { openJsonl } from '../../readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../../readers/limits.ts';
import { openParquet } from '../../readers/parquet/open-parquet.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import type { OpenObject } from '../ports.ts';

/**
 * Opens a batch or reference file for reading, whatever its format and packing.
 *
 * @param csv  what the contract says of CSV files
 * @param knownColumns  see {@link openJsonl}
 * @throws UnreadableBatchError when it can't be read, with what its owner should do
 */
export async function openBatch(
  { source, key }: Pick<OpenObject, 'source' | 'key'>,
  csv: CsvSetting = {},
  knownColumns: readonly string[] = [],
): Promise<OpenBatch> {
  const file = await detectFormat(source, key);
  const batch = await openContent(file, csv, knownColumns);
  refuseLongNames(batch.columnNames);
  return { ...batch, compression: file.compression, notes: [...file.notes, ...batch.notes] };
}

function openContent(
  file: DetectedFile,
  csv: CsvSetting,
  knownColumns: readonly string[],
): Promise<OpenBatch> {
  switch (file.format) {
    case 'csv':
      return openCsv(file.content, readerLimits, csv);
    case 'jsonl':
      return openJsonl(file.content, readerLimits, knownColumns);
    case 'parquet':
      return openParquet(file.content);
    default:
      return file satisfies never;
  }
}

/** Names that no contract can hold: a value, a line or a document in the place of a name. */
function refuseLongNames(columnNames: readonly string[]): void {
  const long = columnNames.find((name) => name.length > maximumColumnNameLength);
  if (long === undefined) return;
  throw new UnreadableBatchError(
    'too-large',
    `A column's name has ${long.length} characters, ${maximumColumnNameLength} is the most: "${long.slice(0, 40)}…". Is the first line a header?`,
  );
}
