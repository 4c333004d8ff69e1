import { isUtf8 } from 'node:buffer';
import {
  type Column,
  type ColumnBlock,
  maximumRawTextLength,
  type RawCell,
  type RawRow,
  rowFault,
} from '../../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../../core/block/column-request.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ByteWindow, byteWindow, refuseNulRun } from '../byte-window.ts';
import { decoderSetting } from '../decoder-setting.ts';
import type { ReaderLimits } from '../limits.ts';
import type { TextSlice } from '../slices/text-slices.ts';
import { findValue, isObject, type JsonValue, parseJson, writeJson } from './find-value.ts';
import { jsonByte, skipBlanks } from './json-bytes.ts';
import { cellType, type JsonLayout, jsonLayout, markJsonFault } from './json-layout.ts';
import { type JsonHeader, neverClosed, tooLarge } from './read-json-header.ts';
import { jsonScanner, type ScanJson, type ScannedJson } from './scan-rows.ts';
import type { TypedDecoder } from './typed-cells.ts';
import { typedDecoder } from './typed-decoder.ts';

/** What is read, and how. */
export interface JsonReading {
  readonly source: ByteStreamSource;
  readonly header: JsonHeader;
  readonly columns: readonly ColumnRequest[];
  readonly spelling: Spelling;
  readonly limits: ReaderLimits;
  /** Of the bytes behind the header. */
  readonly slice: TextSlice;
}

/** What lives as long as the reading. */
interface Context extends JsonReading {
  readonly window: ByteWindow;
  readonly layout: JsonLayout;
  readonly scan: ScanJson;
  readonly decoders: readonly TypedDecoder[];
  /** For each requested column its place in the layout. */
  readonly places: readonly number[];
  /** One for each name of the layout: whether the file has it, as far as it was read. */
  readonly isKnown: boolean[];
}

/**
 * Reads the rows of a JSON file as blocks, in memory that does not grow with the file. A column that the header did not
 * see is undefined up to the block that has it first.
 *
 * @throws UnreadableBatchError on a list that is never closed, an object without a line that is not, and on a block of NUL bytes
 */
export async function* readJsonBlocks(reading: JsonReading): AsyncGenerator<ColumnBlock> {
  const context = buildContext(reading);
  const { window, limits, header, slice } = context;
  let { firstRow } = slice;
  try {
    for (;;) {
      const { rowCount, consumed, closed } = scanWindow(context);
      if (rowCount > 0) {
        markBrokenText(context, rowCount, consumed);
        yield makeBlock(context, firstRow, rowCount);
        firstRow += rowCount;
        window.discard(consumed);
        continue;
      }
      window.discard(consumed);
      if (closed) return await refuseMore(window);
      if (window.ended()) {
        const isCut = header.framing === 'stream' && window.begin() < window.end();
        if (header.framing === 'list' || isCut) throw neverClosed();
        return;
      }
      if (await window.fill()) refuseNulRun(window, slice.from);
      else if (window.capacity() < limits.rowBytes) {
        window.grow(Math.min(window.capacity() * 2, limits.rowBytes));
      } else {
        if (header.framing !== 'lines') throw tooLarge(window.capacity());
        yield tooLargeRow(context, firstRow);
        firstRow++;
        await skipLine(window);
      }
    }
  } finally {
    await window.close();
  }
}

function buildContext(reading: JsonReading): Context {
  const { source, header, columns, spelling, limits, slice } = reading;
  const names = [...new Set(columns.map(({ name }) => name))];
  const setting = decoderSetting(columns, names.length, spelling, limits);
  const layout = jsonLayout(names, setting.rowCapacity);
  const found = new Set(header.columnNames);
  return {
    ...reading,
    window: byteWindow(source.stream(slice.from, slice.to), limits.windowBytes),
    layout,
    scan: jsonScanner(layout, header.framing, limits.fieldBytes),
    decoders: columns.map((column) => typedDecoder(column, setting)),
    places: columns.map(({ name }) => names.indexOf(name)),
    isKnown: names.map((name) => found.has(name)),
  };
}

function scanWindow({ window, scan }: Context): ScannedJson {
  return scan({
    bytes: window.bytes(),
    view: window.view(),
    buffer: window.buffer(),
    begin: window.begin(),
    end: window.end(),
    final: window.ended(),
  });
}

/** Makes the rows malformed that are not UTF-8: JSON is. */
function markBrokenText({ window, layout }: Context, rowCount: number, length: number): void {
  const bytes = window.bytes();
  if (isUtf8(bytes.subarray(window.begin(), window.begin() + length))) return;
  for (let row = 0; row < rowCount; row++) {
    if (layout.faults[row] !== rowFault.none) continue;
    const isText = isUtf8(bytes.subarray(layout.rowStarts[row], layout.rowEnds[row]));
    if (!isText) markJsonFault(layout, row, rowFault.malformed);
  }
}

function makeBlock(context: Context, firstRow: number, rowCount: number): ColumnBlock {
  const { window, layout, decoders, places, isKnown } = context;
  const { stride, starts, ends, types } = layout;
  const memory = { bytes: window.bytes(), view: window.view(), buffer: window.buffer() };
  for (const [place, known] of isKnown.entries())
    isKnown[place] = known || hasColumn(layout, place, rowCount);
  const knownHere = [...isKnown];
  const columns = places.map((place, index): Column | undefined => {
    if (!knownHere[place]) return undefined;
    const from = place * stride;
    const cells = {
      ...memory,
      starts: starts.subarray(from, from + rowCount),
      ends: ends.subarray(from, from + rowCount),
      types: types.subarray(from, from + rowCount),
    };
    return decoders[index]!(cells, rowCount);
  });
  return {
    firstRow,
    rowCount,
    columns,
    faults: layout.faults.subarray(0, rowCount),
    raw: (row) => {
      const { text, cells } = rawJsonRow(memory.buffer, layout, knownHere, row);
      return { text, cells: places.map((place) => cells[place]) };
    },
  };
}

function hasColumn({ types, faults, stride }: JsonLayout, place: number, rowCount: number): boolean {
  for (let row = 0; row < rowCount; row++) {
    if (faults[row] === rowFault.none && types[place * stride + row] !== cellType.absent) return true;
  }
  return false;
}

/** A block of the one row that begins the window and does not end in it. */
function tooLargeRow(context: Context, firstRow: number): ColumnBlock {
  const { layout, window } = context;
  layout.rowStarts[0] = window.begin();
  layout.rowEnds[0] = window.end();
  markJsonFault(layout, 0, rowFault.tooLarge);
  return makeBlock(context, firstRow, 1);
}

/** Moves the window to the next line feed, or to the end of the file. */
async function skipLine(window: ByteWindow): Promise<void> {
  for (;;) {
    const feed = window.buffer().subarray(0, window.end()).indexOf(jsonByte.lineFeed, window.begin());
    if (feed >= 0) return window.discard(feed - window.begin());
    window.discard(window.end() - window.begin());
    if (window.ended()) return;
    await window.fill();
  }
}

/** Refuses anything but white space behind the bracket that closes the list. */
async function refuseMore(window: ByteWindow): Promise<void> {
  window.discard(1);
  for (;;) {
    const next = skipBlanks({ bytes: window.bytes(), end: window.end(), isLines: false }, window.begin());
    if (next < window.end()) throw neverClosed();
    window.discard(next - window.begin());
    if (window.ended()) return;
    await window.fill();
  }
}

/** A UTF-16 code unit takes at most three bytes of UTF-8: so many hold all the text that is kept. */
const RAW_BYTES = maximumRawTextLength * 3;

/**
 * A row as the file has it, parsed again. A key that the row does not have is null; a faulty row has no cells. Objects, lists
 * and texts with half a surrogate pair fit no kind of column: they show as the nearest text.
 *
 * @param isKnown  one for each name of the layout: whether the file has the column
 */
function rawJsonRow(
  buffer: Buffer,
  { names, rowStarts, rowEnds, faults }: JsonLayout,
  isKnown: readonly boolean[],
  row: number,
): RawRow {
  const from = rowStarts[row]!;
  const to = rowEnds[row]!;
  const text = cut(buffer.toString('utf8', from, Math.min(to, from + RAW_BYTES)));
  const object = faults[row] === rowFault.none ? parseJson(buffer.toString('utf8', from, to)) : undefined;
  if (!isObject(object)) return { text, cells: names.map(() => undefined) };
  return {
    text,
    cells: names.map((name, place) => (isKnown[place] ? rawCell(findValue(object, name)) : undefined)),
  };
}

function rawCell(value: JsonValue | undefined): RawCell {
  if (value === undefined) return null;
  if (typeof value === 'object' && value !== null) return { undecodable: cut(writeJson(value)) };
  if (typeof value !== 'string') return value;
  return value.isWellFormed() ? cut(value) : { undecodable: cut(value.toWellFormed()) };
}

function cut(text: string): string {
  return text.slice(0, maximumRawTextLength);
}
