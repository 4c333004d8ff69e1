import { maximumColumnNameLength } from '../../core/contract/column-schema.ts';
import type { Role } from '../../core/contract/contract.ts';
import type { Kind } from '../../core/contract/terms.ts';
import { inboxPath } from '../../keys.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { type CsvSetting, openCsv } from '../../readers/csv/open-csv.ts';
import { type DetectedFile, detectFormat } from '../../readers/detect-format.ts';
import { openJsonl } from '../../readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../../readers/limits.ts';
import { openParquet } from '../../readers/parquet/open-parquet.ts';
import { type PathColumns, pathColumns, withPathColumns } from '../../readers/path-columns.ts';
import { openCapture } from '../../readers/sagemaker/open-capture.ts';
import { openGroundTruth } from '../../readers/sagemaker/open-ground-truth.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { withKnownNames } from '../../readers/with-known-names.ts';
import { withWrittenTimes } from '../../readers/with-written-times.ts';
import type { OpenObject } from '../ports.ts';

/** What a contract says of how files are read, as far as it is known. */
export interface FileSetting {
  readonly csv?: CsvSetting;
  /** Those that a file lacks are read from the names of its folders, where they stand there. */
  readonly columns?: readonly { readonly name: string; readonly kind: Kind; readonly role: Role }[];
}

/**
 * Opens a batch or reference file for reading, whatever its format and packing.
 *
 * @param knownColumns  see {@link openJsonl}
 * @throws UnreadableBatchError when it can't be read, with what its owner should do
 */
export async function openBatch(
  { source, key }: Pick<OpenObject, 'source' | 'key'>,
  { csv = {}, columns = [] }: FileSetting = {},
  knownColumns: readonly string[] = [],
): Promise<OpenBatch> {
  const file = await detectFormat(source, key);
  const inPath = columnsOfPath(key, columns);
  const content = await openContent(
    file,
    { csv, columns: columns.filter(({ name }) => !inPath.has(name)) },
    knownColumns.filter((name) => !inPath.has(name)),
  );
  const batch = file.compression === 'none' ? content : readWhole(content);
  refuseLongNames(batch.columnNames);
  const named = withKnownNames(
    batch,
    columns.map(({ name }) => name),
  );
  const notes = [...file.notes, ...named.notes];
  const opened = withWrittenTimes({ ...named, compression: file.compression, notes });
  return withPathColumns(opened, new Map([...inPath].filter(([name]) => !named.columnNames.includes(name))));
}

/** What the folders below the model say of the columns of a contract. A list of numbers is no name of a folder. */
function columnsOfPath(key: string, columns: NonNullable<FileSetting['columns']>): PathColumns {
  const wanted = new Set(columns.filter(({ kind }) => kind !== 'vector').map(({ name }) => name));
  return new Map([...pathColumns(inboxPath(key))].filter(([name]) => wanted.has(name)));
}

/** What is packed has no place to begin at but its first byte. */
function readWhole({ countRows: _, ...batch }: OpenBatch): OpenBatch {
  return {
    ...batch,
    blocks: (columns, spelling, slice) =>
      batch.blocks(
        columns,
        spelling,
        slice && { from: 0, to: Number.POSITIVE_INFINITY, firstRow: slice.firstRow },
      ),
  };
}

function openContent(
  file: DetectedFile,
  { csv, columns }: FileSetting,
  knownColumns: readonly string[],
): Promise<OpenBatch> {
  switch (file.format) {
    case 'csv':
      return openCsv(file.content, readerLimits, csv);
    case 'jsonl':
      return openJsonl(file.content, readerLimits, knownColumns);
    case 'data-capture':
      return openCapture(file.content, columns);
    case 'ground-truth':
      return openGroundTruth(file.content);
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
