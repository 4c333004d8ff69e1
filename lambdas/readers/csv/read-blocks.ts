import { isAscii, isUtf8 } from 'node:buffer';
import {
  type ColumnBlock,
  maximumRawTextLength,
  type RawRow,
  rowFault,
} from '../../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../../core/block/column-request.ts';
import { numberParser } from '../../core/block/number-spelling.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ByteWindow, byteWindow, refuseNulRun } from '../byte-window.ts';
import type { BlockEncoding } from '../cell-spans.ts';
import { columnDecoder } from '../column-decoder.ts';
import { type ColumnDecoder, decoderSetting } from '../decoder-setting.ts';
import type { ReaderLimits } from '../limits.ts';
import type { TextSlice } from '../slices/text-slices.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { type Dialect, isPlain } from './dialect.ts';
import type { CsvHeader } from './read-header.ts';
import { markFault, type RowLayout, rowLayout } from './row-layout.ts';
import { scanDialectRows } from './scan-dialect-rows.ts';
import { type ScannedRows, scanRows } from './scan-rows.ts';
import { rowSkipper } from './skip-row.ts';
import { splitRecord } from './split-record.ts';

/** What is read, and how. */
export interface CsvReading {
  readonly source: ByteStreamSource;
  readonly header: CsvHeader;
  readonly columns: readonly ColumnRequest[];
  readonly spelling: Spelling;
  readonly limits: ReaderLimits;
  /** Of the bytes behind the header. */
  readonly slice: TextSlice;
}

/** What lives as long as the reading. */
interface Context extends CsvReading {
  readonly window: ByteWindow;
  readonly layout: RowLayout;
  readonly decoders: readonly ColumnDecoder[];
  /** For each requested column its place in the file. */
  readonly places: readonly (number | undefined)[];
}

/**
 * Reads the rows of a CSV file as blocks, in memory that does not grow with the file: a window of bytes moves over it, the
 * scanner finds the cells of the rows in the window, and the decoders turn them into columns.
 *
 * @throws UnreadableBatchError on a quote that is never closed, and on a block of NUL bytes
 */
export async function* readBlocks(reading: CsvReading): AsyncGenerator<ColumnBlock> {
  const context = buildContext(reading);
  const { window, limits, slice } = context;
  let { firstRow } = slice;
  try {
    for (;;) {
      const { rowCount, consumed, openQuote } = scan(context);
      if (rowCount > 0) {
        yield makeBlock(context, firstRow, rowCount, consumed);
        firstRow += rowCount;
        window.discard(consumed);
        continue;
      }
      window.discard(consumed);
      if (window.ended()) {
        if (openQuote >= 0) throw unclosedQuote(firstRow);
        return;
      }
      if (await window.fill()) refuseNulRun(window, slice.from);
      else if (window.capacity() < limits.rowBytes) {
        window.grow(Math.min(window.capacity() * 2, limits.rowBytes));
      } else {
        yield tooLargeRow(context, firstRow);
        await skipRow(context, firstRow);
        firstRow++;
      }
    }
  } finally {
    await window.close();
  }
}

function buildContext(reading: CsvReading): Context {
  const { source, header, columns, spelling, limits, slice } = reading;
  const { columnCount } = header;
  const common = decoderSetting(columns, columnCount, spelling, limits);
  const setting = { ...common, parseNumber: spelledParser(spelling) };
  const placeOf = new Map(header.columnNames.map((name, index) => [name, header.places[index]]));
  return {
    ...reading,
    window: byteWindow(source.stream(slice.from, slice.to), limits.windowBytes),
    layout: rowLayout(columnCount, setting.rowCapacity),
    decoders: columns.map((column) => columnDecoder(column, setting)),
    places: columns.map(({ name }) => placeOf.get(name)),
  };
}

/** @returns undefined where numbers are written as they usually are */
function spelledParser({ csv = {} }: Spelling) {
  const isUsual = (csv.decimal ?? '.') === '.' && csv.thousands === undefined;
  return isUsual ? undefined : numberParser(csv);
}

function scan({ window, layout, header, limits }: Context): ScannedRows {
  const input = {
    bytes: window.bytes(),
    view: window.view(),
    begin: window.begin(),
    end: window.end(),
    final: window.ended(),
    delimiter: header.dialect.delimiter,
    fieldBytes: limits.fieldBytes,
  };
  const { dialect } = header;
  const scanned = isPlain(dialect) ? scanRows(input, layout) : scanDialectRows(input, dialect, layout);
  const end = input.begin + scanned.consumed;
  if (scanned.rowCount > 0) markNulRows(window.buffer().subarray(0, end), input.begin, layout);
  return scanned;
}

function makeBlock(context: Context, firstRow: number, rowCount: number, length: number): ColumnBlock {
  const { window, layout, decoders, places, header } = context;
  const bytes = window.bytes();
  const view = window.view();
  const buffer = window.buffer();
  const encoding = encodingOf(bytes.subarray(window.begin(), window.begin() + length));
  const columns = places.map((place, index) => {
    if (place === undefined) return undefined;
    const from = place * layout.stride;
    const starts = layout.starts.subarray(from, from + rowCount);
    const ends = layout.ends.subarray(from, from + rowCount);
    return decoders[index]!({ bytes, view, buffer, starts, ends, encoding }, rowCount);
  });
  return {
    firstRow,
    rowCount,
    columns,
    faults: layout.faults.subarray(0, rowCount),
    raw: (row) => rawRow({ buffer, layout, dialect: header.dialect, places }, row),
  };
}

function encodingOf(bytes: Uint8Array): BlockEncoding {
  if (isAscii(bytes)) return 'ascii';
  return isUtf8(bytes) ? 'utf-8' : 'broken';
}

/** A block of the one row that begins the window and does not end in it. */
function tooLargeRow(context: Context, firstRow: number): ColumnBlock {
  const { layout, window } = context;
  layout.rowStarts[0] = window.begin();
  layout.rowEnds[0] = window.end();
  markFault(layout, 0, rowFault.tooLarge);
  return makeBlock(context, firstRow, 1, window.end() - window.begin());
}

/** Moves the window to the end of the row that begins it. */
async function skipRow({ window, header, limits }: Context, row: number): Promise<void> {
  const skipper = rowSkipper(header.dialect);
  for (;;) {
    const begin = window.begin();
    const end = skipper.skip(window.bytes(), begin, window.end());
    if (end >= 0) return window.discard(end - begin);
    const quoted = skipper.quotedBytes();
    if (quoted > limits.quoteBytes || (window.ended() && quoted > 0)) throw unclosedQuote(row);
    window.discard(window.end() - begin);
    if (window.ended()) return;
    await window.fill();
  }
}

function unclosedQuote(row: number): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    `A quote that opens in row ${row + 1} (the header not counted) is never closed: the rows after it can't be told apart.`,
  );
}

/**
 * Makes the rows malformed that have a NUL byte in them: no text has one, so the row is damaged.
 *
 * @param bytes  ends with the layout's last row
 * @param from   where its first row begins
 */
function markNulRows(bytes: Buffer, from: number, layout: RowLayout): void {
  let row = 0;
  for (let nul = bytes.indexOf(0, from); nul >= 0; nul = bytes.indexOf(0, layout.rowEnds[row]!)) {
    while (layout.rowEnds[row]! <= nul) row++;
    markFault(layout, row, rowFault.malformed);
  }
}

/** A UTF-16 code unit takes at most three bytes of UTF-8: so many hold all the text that is kept. */
const RAW_BYTES = maximumRawTextLength * 3;

/** What is needed to show a block's rows as the file has them. */
interface RawInput {
  readonly buffer: Buffer;
  readonly layout: RowLayout;
  readonly dialect: Dialect;
  /** For each column that was asked for its place in the file; undefined for a column that the file hasn't. */
  readonly places: readonly (number | undefined)[];
}

/**
 * A row as the file has it, split again. Bytes that are no UTF-8 show as U+FFFD. Of a row that is too large only its beginning is
 * split; of any cell at most {@link maximumRawTextLength} characters are kept.
 */
function rawRow({ buffer, layout, dialect, places }: RawInput, row: number): RawRow {
  const from = layout.rowStarts[row]!;
  const to = layout.rowEnds[row]!;
  const large = layout.faults[row] === rowFault.tooLarge;
  const { fields } = splitRecord(
    buffer.subarray(from, large ? Math.min(to, from + RAW_BYTES) : to),
    0,
    dialect,
  );
  return {
    text: cut(buffer.toString('utf8', from, Math.min(to, from + RAW_BYTES))),
    cells: places.map((place) => (place === undefined ? undefined : cut(fields[place]))),
  };
}

function cut<T extends string | undefined>(text: T): T | string {
  return text === undefined ? text : text.slice(0, maximumRawTextLength);
}
