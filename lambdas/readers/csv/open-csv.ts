import { quoteFound } from '../../core/contract/violation.ts';
import type { OpenBatch } from '../batch-reader.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import { csvRowStates } from '../slices/row-states.ts';
import { countRowsBehind, sliceBehind } from '../slices/text-slices.ts';
import { ascii } from './ascii.ts';
import type { KnownDialect } from './find-dialect.ts';
import { readBlocks } from './read-blocks.ts';
import { type CsvHeader, readHeader } from './read-header.ts';

/** What a contract says of CSV files. */
export interface CsvSetting {
  /** One ASCII character; found where it is not given. */
  readonly delimiter?: string | undefined;
  /** A backslash, or a quote where quotes are doubled alone; found where it is not given. */
  readonly escape?: string | undefined;
  /** One ASCII character. */
  readonly comment?: string | undefined;
  readonly trim?: boolean | undefined;
}

/**
 * Opens a CSV file: UTF-8 with a header line, by RFC 4180 unless told or found otherwise.
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
  setting: CsvSetting = {},
): Promise<OpenBatch> {
  const header = await readHeader(source, limits, knownDialect(setting));
  const indexColumns = header.columnNames.filter((name) => namelessIndex.test(name));
  return {
    format: 'csv',
    compression: 'none',
    cells: 'text',
    dialect: dialectInText(header),
    notes: [...dialectNotes(header, setting), ...headerNotes(header)],
    columnNames: header.columnNames,
    ...(indexColumns.length > 0 && { indexColumns }),
    blocks: (columns, spelling, slice) =>
      readBlocks({ source, header, columns, spelling, limits, slice: sliceBehind(header, slice) }),
    countRows: (from, to) => countRowsBehind(header, source, { from, to }, csvRowStates(header.dialect)),
  };
}

function knownDialect(setting: CsvSetting): KnownDialect {
  return {
    delimiter: setting.delimiter?.charCodeAt(0),
    escaper: setting.escape === '"' ? 'none' : setting.escape?.charCodeAt(0),
    comment: setting.comment?.charCodeAt(0),
    trim: setting.trim,
  };
}

function dialectInText({
  dialect: { delimiter, escaper, trim = false },
  columnNames,
  columnCount,
  places,
}: CsvHeader) {
  const cellNames = Array.from({ length: columnCount }, () => '');
  for (const [index, place] of places.entries()) cellNames[place] = columnNames[index]!;
  return {
    delimiter: String.fromCharCode(delimiter),
    ...(escaper !== undefined && { escape: String.fromCharCode(escaper) }),
    trim,
    cellNames,
  };
}

/** What pandas calls an index without a name that it wrote into a file, when it has read that and writes it again. */
const namelessIndex = /^(?:Unnamed: \d+(?:\.\d+)*|__index_level_\d+__)$/;

const delimiterNames: ReadonlyMap<number, string> = new Map([
  [0x3b, 'semicolons'],
  [ascii.tab, 'tabs'],
  [0x7c, 'pipes'],
]);

/** What was found and not told. */
function dialectNotes({ dialect }: CsvHeader, known: CsvSetting): readonly string[] {
  const { delimiter, escaper } = dialect;
  const isNoted = known.delimiter === undefined && delimiter !== ascii.comma;
  const name = delimiterNames.get(delimiter) ?? JSON.stringify(String.fromCharCode(delimiter));
  return [
    ...(isNoted ? [`cells are separated by ${name}, not commas`] : []),
    ...(escaper !== undefined && known.escape === undefined
      ? ['quotes within cells are escaped by backslashes, not doubled']
      : []),
    ...(dialect.trim && known.trim === undefined ? ['blanks around cells are left out'] : []),
  ];
}

/** What was left out. */
function headerNotes({ preamble, nameless, endsWithDelimiter }: CsvHeader): readonly string[] {
  const [first = ''] = preamble;
  const lines = preamble.length === 1 ? '1 line' : `${preamble.length} lines`;
  return [
    ...(preamble.length > 0 ? [`${lines} before the header left out: ${quoteFound(first)}`] : []),
    ...nameless.map((place) =>
      place === 0
        ? 'column 1 has no name and is left out, as an index that pandas writes unless told index=False'
        : `column ${place + 1} has no name and is left out`,
    ),
    ...(endsWithDelimiter ? ['rows end with a delimiter, the header does not'] : []),
  ];
}
