import { rowFault } from '../../core/block/column-block.ts';
import { type ByteStreamSource, byteOrderMarkLength, readHead } from '../byte-source.ts';
import { sentinelBytes } from '../byte-window.ts';
import { slackBytes } from '../cell-spans.ts';
import { refuseForeignFormat, refuseNulBytes } from '../foreign-format.ts';
import { maximumColumns, type ReaderLimits } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { columnNamesOf, isObject, type JsonObject, parseJson } from './find-value.ts';
import { jsonByte, nestingOf, skipBlanks } from './json-bytes.ts';
import { jsonLayout } from './json-layout.ts';
import { refusePandasOrientation } from './pandas-orientation.ts';
import { jsonScanner, type RowFraming, type ScannedJson } from './scan-rows.ts';

/** What the beginning of a JSON file tells. */
export interface JsonHeader {
  /** Unique and not empty, in order of appearance. */
  readonly columnNames: readonly string[];
  readonly framing: RowFraming;
  /** Where the rows begin, in bytes. */
  readonly end: number;
}

/** Bytes read to find the columns, at first. */
const HEAD_BYTES = 1_048_576;

/** Rows whose keys become the columns, as far as they are in the head. */
const SAMPLED_ROWS = 1_000;

/**
 * Finds how rows are framed and what columns they have: all keys of the first thousand rows, and for objects within
 * them the paths to their keys, with dots.
 *
 * @throws UnreadableBatchError when the file is empty, no JSON, or has no object among its first rows
 */
export async function readJsonHeader(source: ByteStreamSource, limits: ReaderLimits): Promise<JsonHeader> {
  for (let length = HEAD_BYTES; ; length *= 8) {
    const bytes = await readHead(source, length);
    refuseForeignFormat(bytes, 'JSON');
    const isWhole = bytes.length < length;
    const { framing, end } = framingOf(bytes, isWhole);
    const sample = sampleRows(bytes, framing, end, isWhole);
    if (sample.rowCount < 2) refusePandasOrientation(bytes.subarray(byteOrderMarkLength(bytes)));
    if (sample.objects.length > 0) return { columnNames: namesOf(sample.objects), framing, end };
    if (sample.rowCount > 0) throw noObject(bytes);
    if (isWhole && (framing !== 'list' || sample.closed)) throw empty();
    if (isWhole) throw neverClosed();
    if (length >= limits.rowBytes) {
      refuseNulBytes(bytes.subarray(0, 65_536), 'JSON');
      throw tooLarge(bytes.length);
    }
  }
}

/**
 * A list only where its first element is an object: a line of JSON Lines may be a list by mistake. A stream where the second
 * object begins on the line that the first one ends on.
 */
function framingOf(bytes: Buffer, isWhole: boolean): { readonly framing: RowFraming; readonly end: number } {
  const mark = byteOrderMarkLength(bytes);
  const json = { bytes, end: bytes.length, isLines: false };
  const first = skipBlanks(json, mark);
  if (bytes[first] === jsonByte.openBrace) {
    return { framing: isStream(bytes, first) ? 'stream' : 'lines', end: mark };
  }
  if (bytes[first] !== jsonByte.openBracket) return { framing: 'lines', end: mark };
  const second = skipBlanks(json, first + 1);
  const isEmptyList =
    bytes[second] === jsonByte.closeBracket && isWhole && skipBlanks(json, second + 1) === bytes.length;
  const isList = bytes[second] === jsonByte.openBrace || isEmptyList;
  return isList ? { framing: 'list', end: first + 1 } : { framing: 'lines', end: mark };
}

function isStream(bytes: Buffer, first: number): boolean {
  const { end } = nestingOf({ bytes, end: bytes.length, isLines: false }, first);
  if (end < 0) return false;
  const next = skipBlanks({ bytes, end: bytes.length, isLines: true }, end);
  return bytes[next] === jsonByte.openBrace && parseJson(bytes.toString('utf8', first, end)) !== undefined;
}

interface Sample extends ScannedJson {
  readonly objects: readonly JsonObject[];
}

function sampleRows(head: Buffer, framing: RowFraming, begin: number, isWhole: boolean): Sample {
  const bytes = new Uint8Array(head.length + sentinelBytes + slackBytes);
  bytes.set(head);
  const buffer = Buffer.from(bytes.buffer);
  const layout = jsonLayout([], SAMPLED_ROWS);
  const scan = jsonScanner(layout, framing, head.length);
  const view = new DataView(bytes.buffer);
  const scanned = scan({ bytes, view, buffer, begin, end: head.length, final: isWhole });
  const objects = Array.from(layout.rowStarts.subarray(0, scanned.rowCount), (from, row) =>
    layout.faults[row] === rowFault.none
      ? parseJson(buffer.toString('utf8', from, layout.rowEnds[row]))
      : undefined,
  );
  return { ...scanned, objects: objects.filter(isObject) };
}

function namesOf(objects: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const object of objects) for (const name of columnNamesOf(object)) names.add(name);
  names.delete('');
  if (names.size <= maximumColumns) return [...names];
  throw new UnreadableBatchError(
    'too-large',
    `The first rows have ${names.size} different keys; ${maximumColumns} is the most: are some of them values?`,
  );
}

function noObject(bytes: Buffer): UnreadableBatchError {
  const begin = skipBlanks({ bytes, end: bytes.length, isLines: false }, byteOrderMarkLength(bytes));
  const isSpread = bytes[begin] === jsonByte.openBrace || bytes[begin] === jsonByte.openBracket;
  const advice = isSpread ? 'write every object on one line' : 'if it is CSV, name it .csv';
  return new UnreadableBatchError(
    'unreadable',
    `None of the file's first lines is a JSON object: ${advice}.`,
  );
}

function empty(): UnreadableBatchError {
  return new UnreadableBatchError('empty-batch', 'The file is empty: it has no rows.');
}

/** Of a list, or an object that is no line, whose end is missing. */
export function neverClosed(): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    'The JSON is never closed, or broken within: write it again, or write one object a line.',
  );
}

/** Of a row that does not end within so many bytes, where the rows after it can't be found. */
export function tooLarge(length: number): UnreadableBatchError {
  return new UnreadableBatchError(
    'too-large',
    `A row does not end within ${length} bytes: write one JSON object a line.`,
  );
}
