import { isUtf8 } from 'node:buffer';
import { type ByteStreamSource, byteOrderMarkLength, readHead } from '../byte-source.ts';
import { refuseForeignFormat, refuseNulBytes } from '../foreign-format.ts';
import type { ReaderLimits } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { ascii, endsLine } from './ascii.ts';
import type { Dialect } from './dialect.ts';
import { findDialect, type KnownDialect, usualDelimiters } from './find-dialect.ts';
import { type HeaderNames, namesOf } from './header-names.ts';
import { splitRecord } from './split-record.ts';
import type { Head } from './survey.ts';

/** What a CSV file says of itself before its rows. */
export interface CsvHeader extends HeaderNames {
  readonly dialect: Dialect;
  /** Cells that a row has. */
  readonly columnCount: number;
  /** What stands before the header, a line each. */
  readonly preamble: readonly string[];
  /** Whether rows end with a delimiter that the header does not have. */
  readonly endsWithDelimiter: boolean;
  /** Where the rows begin, in bytes. */
  readonly end: number;
}

/** Bytes read to find the header line, at first. */
const HEAD_BYTES = 65_536;

/**
 * Reads the names of the columns, and finds how the file is written as far as that is not known. A byte order mark, empty lines,
 * comments and titles before the header and Excel's `sep=;` line are skipped; names lose outer blanks.
 *
 * @throws UnreadableBatchError when the file is empty, no CSV, or its header can't name columns
 */
export async function readHeader(
  source: ByteStreamSource,
  limits: ReaderLimits,
  known: KnownDialect,
): Promise<CsvHeader> {
  const delimiters = known.delimiter === undefined ? usualDelimiters : [known.delimiter];
  const head = await readLines(source, limits, delimiters);
  const declared = declaredDelimiter(head.bytes, head.start);
  const start = declared ? skipBlankLines(head.bytes, declared.end) : head.start;
  const survey = findDialect(
    { ...head, start },
    { ...known, delimiter: known.delimiter ?? declared?.delimiter },
  );
  const { header, dialect, preamble, endsWithDelimiter } = survey;
  refuseOtherBytes(head.bytes.subarray(start, header.end));
  const columnCount = header.fields.length + (endsWithDelimiter ? 1 : 0);
  return { ...namesOf(header), dialect, columnCount, preamble, endsWithDelimiter, end: header.end };
}

function refuseOtherBytes(line: Uint8Array): void {
  refuseNulBytes(line, 'CSV');
  if (isUtf8(line)) return;
  throw new UnreadableBatchError('unreadable', 'The header line is not UTF-8: save the file as UTF-8.');
}

/** So much of the file's beginning that the whole header is in it. */
async function readLines(
  source: ByteStreamSource,
  limits: ReaderLimits,
  delimiters: readonly number[],
): Promise<Head> {
  for (let length = HEAD_BYTES; ; length *= 8) {
    const bytes = await readHead(source, length);
    refuseForeignFormat(bytes, 'CSV');
    const start = skipBlankLines(bytes, byteOrderMarkLength(bytes));
    const isWhole = bytes.length < length;
    if (isWhole && start >= bytes.length) throw empty();
    if (isWhole || hasTwoLines(bytes, start, delimiters)) return { bytes, start, isWhole };
    if (length >= limits.rowBytes) {
      refuseNulBytes(bytes.subarray(0, HEAD_BYTES), 'CSV');
      throw new UnreadableBatchError(
        'too-large',
        `No header line ends within the first ${bytes.length} bytes: is this file CSV, and is every quote closed?`,
      );
    }
  }
}

/** Whether the first record, and one after it in case it is a `sep=` line, end within the bytes. */
function hasTwoLines(bytes: Buffer, start: number, delimiters: readonly number[]): boolean {
  const ends = delimiters.map((delimiter) => splitRecord(bytes, start, { delimiter }).end);
  const first = skipBlankLines(bytes, Math.max(...ends));
  return (
    first < bytes.length &&
    (declaredDelimiter(bytes, start) === undefined ||
      splitRecord(bytes, first, { delimiter: 0 }).end < bytes.length)
  );
}

/** Excel's first line `sep=;`, which names the delimiter and is no header. */
function declaredDelimiter(bytes: Buffer, at: number) {
  const delimiter = bytes[at + 4];
  const declares = bytes.toString('latin1', at, at + 4) === 'sep=' && endsLine(bytes[at + 5]);
  return declares && usualDelimiters.includes(delimiter!)
    ? { delimiter: delimiter!, end: at + 5 }
    : undefined;
}

/** The first byte at or after `at` of a line with more than blanks in it. */
function skipBlankLines(bytes: Uint8Array, at: number): number {
  for (let line = at, next = at; ; next++) {
    const byte = bytes[next];
    if (byte === undefined) return bytes.length;
    if (endsLine(byte)) line = next + 1;
    else if (byte !== ascii.blank && byte !== ascii.tab) return line;
  }
}

function empty(): UnreadableBatchError {
  return new UnreadableBatchError('empty-batch', 'The file is empty: it has no header and no rows.');
}
