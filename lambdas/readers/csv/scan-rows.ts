import { rowFault } from '../../core/block/column-block.ts';
import { sentinelBytes } from '../byte-window.ts';
import { ascii } from './ascii.ts';
import { hasLargeField, markFault, type RowLayout, type ScanInput } from './row-layout.ts';
import { scanPlainRows } from './scan-plain-rows.ts';

const { lineFeed, carriageReturn, quote } = ascii;

/** What was found. */
export interface ScannedRows {
  readonly rowCount: number;
  /** Number of bytes of whole rows and empty lines. */
  readonly consumed: number;
  /** Where a quote opens that these bytes don't close, or -1. */
  readonly openQuote: number;
}

/**
 * Finds the cells of the rows at the beginning of the bytes, until the layout is full or no whole row is left.
 *
 * RFC 4180, and where it is silent: LF, CR and CRLF each end a line; empty lines are no rows; a quote inside an unquoted
 * field is a character; text after a closing quote makes the row malformed. A field with doubled quotes is written without
 * them to the scratch space behind the bytes, so that every cell is one range, and decoders know nothing of quotes.
 *
 * Plain rows at the beginning are found many bytes at a time; the rest here.
 *
 * One function of some length: it touches every byte, and its variables stay in registers. It looks for the end of a field by
 * words of four bytes, as the processor guesses wrong where a loop ends, and of bytes there are more to end at.
 */
export function scanRows(input: ScanInput, layout: RowLayout): ScannedRows {
  const { bytes, view, begin, end: limit, final, delimiter, fieldBytes } = input;
  const { columnCount, rowCapacity, stride, starts, ends, rowStarts, rowEnds, faults } = layout;
  const delimiters = delimiter * EVERY_BYTE;
  bytes[limit] = lineFeed;
  bytes[limit + 1] = quote;
  let scratch = limit + sentinelBytes;
  let openQuote = -1;
  let { rowCount, at } = scanPlainRows(input, layout);
  let consumed = at;
  rows: while (rowCount < rowCapacity) {
    let byte = bytes[at]!;
    if (byte === lineFeed || byte === carriageReturn) {
      if (at >= limit) break;
      consumed = ++at;
      continue;
    }
    const rowStart = at;
    let slot = rowCount;
    let fieldCount = 0;
    let malformed = false;
    for (;;) {
      let start = at;
      let end = -1;
      if (byte === quote) {
        let doubled = false;
        start = ++at;
        for (;;) {
          while (bytes[at] !== quote) at++;
          if (bytes[at + 1] !== quote || at >= limit) break;
          doubled = true;
          at += 2;
        }
        if (at >= limit) {
          openQuote = start - 1;
          break rows;
        }
        end = at;
        if (doubled) {
          const copy = scratch;
          scratch = copyUnescaped(bytes, start, end, scratch);
          start = copy;
          end = scratch;
        }
        byte = bytes[++at]!;
        malformed ||= byte !== delimiter && byte !== lineFeed && byte !== carriageReturn;
      }
      for (;;) {
        const marks = marksIn(view.getInt32(at, true), delimiters);
        if (marks === 0) {
          at += 4;
          continue;
        }
        at += 3 - (Math.clz32(marks & -marks) >> 3);
        byte = bytes[at]!;
        if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
        at++;
      }
      if (fieldCount < columnCount) {
        starts[slot] = start;
        ends[slot] = end < 0 ? at : end;
        slot += stride;
      }
      fieldCount++;
      if (byte !== delimiter) break;
      byte = bytes[++at]!;
    }
    if (at >= limit && !final) break;
    rowStarts[rowCount] = rowStart;
    rowEnds[rowCount] = at;
    faults[rowCount] = rowFault.none;
    if (malformed) markFault(layout, rowCount, rowFault.malformed);
    else if (at - rowStart > fieldBytes && hasLargeField(layout, rowCount, fieldCount, fieldBytes)) {
      markFault(layout, rowCount, rowFault.tooLarge);
    } else if (fieldCount !== columnCount) markFault(layout, rowCount, rowFault.ragged);
    rowCount++;
    if (at < limit) at++;
    consumed = at;
  }
  return { rowCount, consumed: consumed - begin, openQuote };
}

/** A byte times this is a word of four of it. */
const EVERY_BYTE = 0x01010101;

/**
 * The highest bit of each byte that is the delimiter, or below 14, as line ends are. Subtraction borrows from the bytes behind
 * a marked one, so that only the lowest mark is sure.
 */
function marksIn(word: number, delimiters: number): number {
  const rest = word ^ delimiters;
  const controls = (word - 14 * EVERY_BYTE) & ~word;
  return (controls | ((rest - EVERY_BYTE) & ~rest)) & 0x80808080;
}

/** Copies a field's text to `into` with its doubled quotes made single ones; returns where the copy ends. */
function copyUnescaped(bytes: Uint8Array, from: number, to: number, into: number): number {
  let end = into;
  for (let at = from; at < to; at++) {
    bytes[end++] = bytes[at]!;
    if (bytes[at] === quote) at++;
  }
  return end;
}
