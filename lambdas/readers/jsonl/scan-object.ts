import { maximumJsonDepth } from '../limits.ts';
import { parseJson } from './find-value.ts';
import { jsonByte, nestingOf, skipBlanks, textEnd } from './json-bytes.ts';
import { cellType, type JsonLayout } from './json-layout.ts';
import { digitsEnd, plainTextEnd } from './json-words.ts';
import { keyTable, unknownKey } from './key-table.ts';
import { remember, rowTemplate, standsAt } from './row-template.ts';
import type { ScanMemory } from './scan-memory.ts';

const { blank, quote, comma, colon, backslash, openBrace, closeBrace } = jsonByte;
const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const LOWER_E = 101;
const LOWER_F = 102;

/** `true`, `alse` and `null` as words of four bytes. */
const TRUE = 0x65757274;
const ALSE = 0x65736c61;
const NULL = 0x6c6c756e;

/** `NaN` in the lower three bytes of a word, `Infi` and `nity`: what Python writes where JSON has no number. */
const NAN = 0x4e614e;
const INFI = 0x69666e49;
const NITY = 0x7974696e;

/** Of a row that the scanner leaves to `JSON.parse`. */
export const notScanned = -1;

/**
 * Scans the object at `at` into a row of the layout.
 *
 * @returns where the object ends, or {@link notScanned} for what is not whole, not well-formed or unusual: escapes in
 *   keys, an object on the path of a column. What it does scan, it scans as `JSON.parse` would, but for `NaN` and `Infinity`, which are
 *   numbers that are none.
 */
export type ScanObject = (memory: ScanMemory, at: number, row: number) => number;

/** A scanner of rows that are mostly alike. */
export function objectScanner(layout: JsonLayout): ScanObject {
  const { stride, starts, ends, types } = layout;
  const columnCount = layout.names.length;
  const keys = keyTable(layout.names);
  const template = rowTemplate();
  /** The last row that has the column, from 1. */
  const rowOf = new Float64Array(columnCount);
  let rowNumber = 0;
  let lastKey = unknownKey;

  /** Reads `{` or `,` and a key up to its value, and remembers it. @returns the value's place; negative: ~ the object's end; 0: neither */
  function readKey(memory: ScanMemory, from: number, k: number): number {
    const { bytes, view } = memory;
    let at = k === 0 ? from : skipBlanks(memory, from);
    if (k > 0 && bytes[at] === closeBrace) return ~(at + 1);
    if (bytes[at] !== (k === 0 ? openBrace : comma)) return 0;
    at = skipBlanks(memory, at + 1);
    if (k === 0 && bytes[at] === closeBrace) return ~(at + 1);
    if (bytes[at] !== quote) return 0;
    const key = at + 1;
    at = key;
    while (bytes[at]! >= 32 && bytes[at] !== quote && bytes[at] !== backslash) at++;
    if (bytes[at] !== quote) return 0;
    lastKey = keys.keyAt(view, key, at);
    at = skipBlanks(memory, at + 1);
    if (bytes[at] !== colon) return 0;
    at = skipBlanks(memory, at + 1);
    remember(template, k, { bytes, from, to: at }, lastKey);
    return at;
  }

  /** One function of some length: it touches every byte, and its variables stay in registers. */
  return (memory, begin, row) => {
    const { bytes, view } = memory;
    const { starts: knownStarts, places, heads } = template;
    let at = begin;
    let found = 0;
    rowNumber++;
    for (let k = 0; ; k++) {
      let place = -1;
      let isHead = 0;
      let next = -1;
      if (k < template.count && standsAt(template, k, view, at)) {
        // A separator that was learned where the bytes were cut may lack its last blanks.
        const value = at + knownStarts[k + 1]! - knownStarts[k]!;
        if (bytes[value]! > blank) {
          next = value;
          place = places[k]!;
          isHead = heads[k]!;
        }
      }
      if (next < 0) {
        next = readKey(memory, at, k);
        if (next === 0) return notScanned;
        if (next < 0) {
          at = ~next;
          break;
        }
        place = lastKey.place;
        isHead = lastKey.isHead ? 1 : 0;
      }
      at = next;
      let byte = bytes[at]!;
      let start = at;
      let end = at;
      let type: number = cellType.number;
      if (byte === quote) {
        type = cellType.text;
        start = at + 1;
        at = plainTextEnd(view, start);
        byte = bytes[at]!;
        end = at++;
        if (byte !== quote) {
          if (byte !== backslash) return notScanned;
          at = textEnd(memory, start - 1);
          const text = at < 0 ? undefined : parseJson(memory.buffer.toString('utf8', start - 1, at));
          if (typeof text !== 'string') return notScanned;
          if (place >= 0) {
            if (text.isWellFormed()) {
              start = memory.scratch.add(text);
              if (start < 0) return notScanned;
              end = memory.scratch.end();
            } else type = cellType.broken;
          }
        }
      } else if (byte <= NINE) {
        const first = at + (((byte ^ MINUS) - 1) >>> 31);
        at = digitsEnd(view, first);
        if (at === first || (bytes[first] === ZERO && at > first + 1)) return notScanned;
        byte = bytes[at]!;
        if (byte === POINT) {
          const fraction = at + 1;
          at = digitsEnd(view, fraction);
          if (at === fraction) return notScanned;
          byte = bytes[at]!;
        }
        if ((byte | 32) === LOWER_E) {
          byte = bytes[++at]!;
          if (byte === MINUS || byte === PLUS) byte = bytes[++at]!;
          const exponent = at;
          at = digitsEnd(view, exponent);
          if (at === exponent) return notScanned;
        }
        end = at;
      } else {
        const word = view.getInt32(at, true);
        if (word === TRUE || word === NULL) {
          type = word === TRUE ? cellType.boolean : cellType.null;
          at += 4;
        } else if (byte === LOWER_F && view.getInt32(at + 1, true) === ALSE) {
          type = cellType.boolean;
          at += 5;
        } else if ((word & 0xffffff) === NAN) at += 3;
        else if (word === INFI && view.getInt32(at + 4, true) === NITY) at += 8;
        else {
          if (isHead === 1) return notScanned;
          type = cellType.nested;
          at = nestedEnd(memory, at);
          if (at < 0) return notScanned;
        }
        end = at;
      }
      if (place >= 0) {
        const cell = place * stride + row;
        starts[cell] = start;
        ends[cell] = end;
        types[cell] = type;
        if (rowOf[place] !== rowNumber) {
          rowOf[place] = rowNumber;
          found++;
        }
      }
      if (bytes[at] === closeBrace) {
        at++;
        break;
      }
    }
    if (found < columnCount) {
      for (let place = 0; place < columnCount; place++) {
        if (rowOf[place] !== rowNumber) types[place * stride + row] = cellType.absent;
      }
    }
    return at;
  };
}

/** Where the object or list at `at` ends, or -1 when it is none, or not well-formed. */
function nestedEnd(memory: ScanMemory, at: number): number {
  const { bytes, buffer } = memory;
  if (bytes[at] !== openBrace && bytes[at] !== jsonByte.openBracket) return -1;
  const { end, depth } = nestingOf(memory, at);
  if (end < 0 || depth >= maximumJsonDepth) return -1;
  return parseJson(buffer.toString('utf8', at, end)) === undefined ? -1 : end;
}
