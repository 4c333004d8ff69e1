import type { OpenBatch } from '../batch-reader.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import { readBlocks } from './read-blocks.ts';
import { readHeader } from './read-header.ts';

/** What a contract says of CSV files. */
export interface CsvSetting {
  /** One ASCII character; found among comma, semicolon, tab and pipe where it is not given. */
  readonly delimiter?: string | undefined;
}

/**
 * Opens a CSV file: RFC 4180 in UTF-8, with a header line, delimited by comma, semicolon, tab or pipe.
 *
 * Missing tokens are compared with a cell's text without its quotes: `"NA"` is as missing as `NA`, `""` as nothing at
 * all. Empty lines are no rows. What can't be read of one row is the row's fault, see `rowFault`; what can't be read
 * of the file refuses it.
 *
 * @param limits  see {@link readerLimits}
 * @throws UnreadableBatchError when the file is empty, of another format, or its header can't name columns
 */
export async function openCsv(
  source: ByteStreamSource,
  limits: ReaderLimits = readerLimits,
  { delimiter }: CsvSetting = {},
): Promise<OpenBatch> {
  const header = await readHeader(source, limits, delimiter?.charCodeAt(0));
  const indexColumns = header.columnNames.filter((name) => namelessIndex.test(name));
  return {
    format: 'csv',
    compression: 'none',
    cells: 'text',
    delimiter: String.fromCharCode(header.delimiter),
    notes: delimiter === undefined ? delimiterNotes(header.delimiter) : [],
    columnNames: header.columnNames,
    ...(indexColumns.length > 0 && { indexColumns }),
    blocks: (columns, spelling) => readBlocks({ source, header, columns, spelling, limits }),
  };
}

/** What pandas calls an index without a name that it wrote into a file, when it has read that and writes it again. */
const namelessIndex = /^(?:Unnamed: \d+(?:\.\d+)*|__index_level_\d+__)$/;

const delimiterNames: ReadonlyMap<number, string> = new Map([
  [0x3b, 'semicolons'],
  [0x09, 'tabs'],
  [0x7c, 'pipes'],
]);

function delimiterNotes(delimiter: number): readonly string[] {
  const name = delimiterNames.get(delimiter);
  return name === undefined ? [] : [`cells are separated by ${name}, not commas`];
}
