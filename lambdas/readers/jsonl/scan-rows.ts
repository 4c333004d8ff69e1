import { rowFault } from '../../core/block/column-block.ts';
import { sentinelBytes } from '../byte-window.ts';
import { jsonByte, nestingOf, skipBlanks } from './json-bytes.ts';
import { cellType, type JsonLayout, markJsonFault } from './json-layout.ts';
import { parseRow } from './parse-row.ts';
import type { ScanMemory, Scratch } from './scan-memory.ts';
import { notScanned, objectScanner } from './scan-object.ts';

const { lineFeed, carriageReturn, tab, blank, comma, openBrace, closeBracket } = jsonByte;

/** How rows follow each other: a line each, with commas between in a list, or each where the one before ends. */
export type RowFraming = 'lines' | 'list' | 'stream';

/** What is to be scanned. */
export interface JsonInput {
  /** Bytes of the file at [begin, end), then `sentinelBytes`, as many bytes of scratch space again. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly buffer: Buffer;
  readonly begin: number;
  readonly end: number;
  /** Whether the file ends with these bytes. */
  readonly final: boolean;
}

/** What was found. */
export interface ScannedJson {
  readonly rowCount: number;
  /** Number of bytes of whole rows and what separates them. */
  readonly consumed: number;
  /** Whether the list ends behind these bytes: at its closing bracket, which is not consumed. */
  readonly closed: boolean;
}

/** Finds the rows at the beginning of the bytes, until the layout is full or no whole row is left. */
export type ScanJson = (input: JsonInput) => ScannedJson;

/** A scanner into a layout; it learns from row to row. */
export function jsonScanner(layout: JsonLayout, framing: RowFraming, fieldBytes: number): ScanJson {
  const scanObject = objectScanner(layout);
  const isLines = framing === 'lines';
  const isList = framing === 'list';
  const { rowCapacity, rowStarts, rowEnds, faults } = layout;
  return ({ bytes, view, buffer, begin, end, final }) => {
    bytes[end] = isLines ? lineFeed : 0;
    const scratch = scratchSpace(buffer, end + sentinelBytes);
    const memory: ScanMemory = { bytes, view, buffer, end, isLines, scratch };
    let rowCount = 0;
    let at = begin;
    for (;;) {
      at = skipSeparators(bytes, at, end);
      if (rowCount === rowCapacity || at >= end || (isList && bytes[at] === closeBracket)) break;
      const unused = scratch.end();
      let to = scanObject(memory, at, rowCount);
      if (to !== notScanned && framing !== 'stream') to = rowEndAt(memory, to, final);
      faults[rowCount] = rowFault.none;
      if (to === notScanned) {
        to = isLines
          ? lineEnd(buffer, at, end, final)
          : isList
            ? elementEnd(memory, at)
            : objectEnd(memory, at, final);
        if (to < 0) break;
        scratch.release(unused);
        if (rowCount > 0 && scratch.end() + to - at > bytes.length) break;
        parseRow(memory, layout, rowCount, at, to);
      }
      rowStarts[rowCount] = at;
      rowEnds[rowCount] = to;
      if (to - at > fieldBytes && hasLargeText(layout, rowCount, fieldBytes)) {
        markJsonFault(layout, rowCount, rowFault.tooLarge);
      }
      rowCount++;
      at = to;
    }
    return {
      rowCount,
      consumed: Math.min(at, end) - begin,
      closed: isList && at < end && bytes[at] === closeBracket,
    };
  };

  /** White space and line ends; in a list commas too, of which `JSON.parse` would want one. */
  function skipSeparators(bytes: Uint8Array, from: number, end: number): number {
    let at = skipBlanks({ bytes, end, isLines: false }, from);
    while (isList && at < end && bytes[at] === comma) at = skipBlanks({ bytes, end, isLines: false }, at + 1);
    return at;
  }
}

/** Where the row ends whose object ends at `from`, or {@link notScanned} when something else follows. */
function rowEndAt(memory: ScanMemory, from: number, final: boolean): number {
  const at = skipBlanks(memory, from);
  if (at >= memory.end) return memory.isLines && final ? from : notScanned;
  const byte = memory.bytes[at];
  const ends = memory.isLines ? byte === lineFeed : byte === comma || byte === closeBracket;
  return ends ? from : notScanned;
}

/** Where the text of a line ends, or -1 when it goes on. */
function lineEnd(buffer: Buffer, from: number, end: number, final: boolean): number {
  const feed = buffer.indexOf(lineFeed, from);
  const isWhole = feed >= 0 && feed < end;
  if (!isWhole && !final) return -1;
  let to = isWhole ? feed : end;
  while (to > from && isBlank(buffer[to - 1]!)) to--;
  return to;
}

/** As {@link skipBlanks} has it: a row begins with something else, so that what is left of it is never nothing. */
function isBlank(byte: number): boolean {
  return byte === blank || byte === tab || byte === carriageReturn || byte === lineFeed;
}

/** Where an object ends that is no line and in no list, or what stands in the place of one; -1 when it goes on. */
function objectEnd(memory: ScanMemory, from: number, final: boolean): number {
  const { bytes, buffer, end } = memory;
  if (bytes[from] === openBrace) return nestingOf(memory, from).end;
  const next = buffer.indexOf(openBrace, from);
  if (next >= 0 && next < end) return next;
  return final ? end : -1;
}

/** Where the element of a list ends, or -1 when it goes on. */
function elementEnd(memory: ScanMemory, from: number): number {
  const { end } = nestingOf(memory, from);
  if (end <= from) return -1;
  const next = skipBlanks(memory, end);
  if (next >= memory.end) return -1;
  return memory.bytes[next] === comma || memory.bytes[next] === closeBracket
    ? end
    : nestingOf(memory, end).end;
}

function hasLargeText(layout: JsonLayout, row: number, fieldBytes: number): boolean {
  for (let cell = row; cell < layout.types.length; cell += layout.stride) {
    if (layout.types[cell] !== cellType.text) continue;
    if (layout.ends[cell]! - layout.starts[cell]! > fieldBytes) return true;
  }
  return false;
}

function scratchSpace(buffer: Buffer, from: number): Scratch {
  let end = from;
  return {
    add(text) {
      const start = end;
      // Buffer cuts a text without room at a whole character: what is not all there was not added.
      const length = Buffer.byteLength(text);
      if (start + length > buffer.length) return -1;
      end += buffer.write(text, start);
      return start;
    },
    end: () => end,
    release(to) {
      end = to;
    },
  };
}
