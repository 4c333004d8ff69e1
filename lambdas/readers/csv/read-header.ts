import { isUtf8 } from 'node:buffer';
import { type ByteStreamSource, byteOrderMarkLength, readHead } from '../byte-source.ts';
import { refuseForeignFormat, refuseNulBytes } from '../foreign-format.ts';
import { maximumColumns, type ReaderLimits } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { ascii, endsLine } from './ascii.ts';
import { type SplitRecord, splitRecord } from './split-record.ts';

/** What a CSV file says of itself before its rows. */
export interface CsvHeader {
  /** Unique, not empty, without outer blanks. */
  readonly columnNames: readonly string[];
  /** One byte. */
  readonly delimiter: number;
  /** Where the rows begin, in bytes. */
  readonly end: number;
}

/** Comma, semicolon, tab, pipe: the first wins a tie, and is the delimiter of a file with one column. */
const DELIMITERS = [',', ';', '\t', '|'].map((text) => text.charCodeAt(0));

/** Bytes read to find the header line, at first. */
const HEAD_BYTES = 65_536;

/**
 * Reads the names of the columns and finds the delimiter: the candidate that gives the header line most fields. A
 * byte order mark, empty lines before the header and Excel's `sep=;` line are skipped; names lose outer blanks.
 *
 * @param delimiter  what it is, where that is known
 * @throws UnreadableBatchError when the file is empty, no CSV, or its header can't name columns
 */
export async function readHeader(
  source: ByteStreamSource,
  limits: ReaderLimits,
  delimiter?: number,
): Promise<CsvHeader> {
  const wanted = delimiter === undefined ? DELIMITERS : [delimiter];
  const head = await readLines(source, limits, wanted);
  const declared = declaredDelimiter(head.bytes, head.start);
  const from = declared ? skipBlankLines(head.bytes, declared.end) : head.start;
  const candidates = declared && delimiter === undefined ? [declared.delimiter] : wanted;
  const [best, ...others] = candidates.map((candidate) => ({
    delimiter: candidate,
    record: splitRecord(head.bytes, from, candidate),
  }));
  const chosen = others.reduce(
    (most, next) => (next.record.fields.length > most.record.fields.length ? next : most),
    best!,
  );
  const line = head.bytes.subarray(from, chosen.record.end);
  refuseNulBytes(line, 'CSV');
  if (!isUtf8(line)) throw unreadable('The header line is not UTF-8: save the file as UTF-8.');
  return { columnNames: namesOf(chosen.record), delimiter: chosen.delimiter, end: chosen.record.end };
}

interface Head {
  readonly bytes: Buffer;
  /** Where the first line that is not blank begins. */
  readonly start: number;
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
    const whole = bytes.length < length;
    if (whole && start >= bytes.length) throw empty();
    if (whole || hasTwoLines(bytes, start, delimiters)) return { bytes, start };
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
  const ends = delimiters.map((delimiter) => splitRecord(bytes, start, delimiter).end);
  const first = skipBlankLines(bytes, Math.max(...ends));
  return (
    first < bytes.length &&
    (declaredDelimiter(bytes, start) === undefined || splitRecord(bytes, first, 0).end < bytes.length)
  );
}

/** Excel's first line `sep=;`, which names the delimiter and is no header. */
function declaredDelimiter(bytes: Buffer, at: number) {
  const delimiter = bytes[at + 4];
  const declares = bytes.toString('latin1', at, at + 4) === 'sep=' && endsLine(bytes[at + 5]);
  return declares && DELIMITERS.includes(delimiter!) ? { delimiter: delimiter!, end: at + 5 } : undefined;
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

function namesOf(record: SplitRecord): readonly string[] {
  if (record.open) throw unreadable('A quote that opens in the header line is never closed.');
  if (record.malformed) throw unreadable('The header line has text after a closing quote.');
  if (record.fields.length > maximumColumns) {
    const found = record.fields.length;
    throw new UnreadableBatchError(
      'too-large',
      `The file has ${found} columns; ${maximumColumns} is the most.`,
    );
  }
  const names = record.fields.map((field) => field.trim());
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (name === '') {
      throw unreadable(
        `Column ${index + 1} has no name in the header line: name it, or leave it out (pandas: index=False).`,
      );
    }
    if (seen.has(name)) {
      throw new UnreadableBatchError(
        'duplicate-column',
        `The header names the column "${name.slice(0, 100)}" more than once.`,
      );
    }
    seen.add(name);
  }
  return names;
}

function unreadable(message: string): UnreadableBatchError {
  return new UnreadableBatchError('unreadable', message);
}

function empty(): UnreadableBatchError {
  return new UnreadableBatchError('empty-batch', 'The file is empty: it has no header and no rows.');
}
