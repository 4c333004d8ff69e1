import { rowFault } from '../../core/block/column-block.ts';
import { sentinelBytes } from '../byte-window.ts';
import { endsLine } from './ascii.ts';
import type { Dialect } from './dialect.ts';
import { copyUnescaped, readField } from './read-field.ts';
import { hasLargeField, markFault, type RowLayout, type ScanInput } from './row-layout.ts';
import type { ScannedRows } from './scan-rows.ts';

/**
 * Finds the cells of the rows at the beginning of the bytes in any dialect, as `scanRows` does of RFC 4180: a field at a time, and so
 * a few times slower. Lines of comments are no rows.
 */
export function scanDialectRows(input: ScanInput, dialect: Dialect, layout: RowLayout): ScannedRows {
  const { bytes, begin, end: limit, final } = input;
  let scratch = limit + sentinelBytes;
  let rowCount = 0;
  let consumed = begin;
  for (let at = begin; at < limit && rowCount < layout.rowCapacity; ) {
    if (endsLine(bytes[at])) {
      consumed = ++at;
      continue;
    }
    if (bytes[at] === dialect.comment) {
      while (at < limit && !endsLine(bytes[at])) at++;
      if (at === limit && !final) break;
      consumed = at;
      continue;
    }
    const row = scanRow(input, dialect, layout, { at, row: rowCount, scratch });
    if (row.openQuote >= 0) return { rowCount, consumed: consumed - begin, openQuote: row.openQuote };
    at = row.end;
    if (at >= limit && !final) break;
    scratch = row.scratch;
    rowCount++;
    if (at < limit) at++;
    consumed = at;
  }
  return { rowCount, consumed: consumed - begin, openQuote: -1 };
}

interface ScannedRow {
  readonly end: number;
  readonly scratch: number;
  /** Where a quote opens that the bytes don't close, or -1. */
  readonly openQuote: number;
}

function scanRow(
  { bytes, end: limit, fieldBytes }: ScanInput,
  dialect: Dialect,
  layout: RowLayout,
  from: { readonly at: number; readonly row: number; readonly scratch: number },
): ScannedRow {
  const { columnCount, stride, starts, ends, rowStarts, rowEnds, faults } = layout;
  const { row } = from;
  let { at, scratch } = from;
  let fieldCount = 0;
  let isMalformed = false;
  for (; ; at++, fieldCount++) {
    const field = readField(bytes, at, limit, dialect);
    if (field.isOpen) return { end: limit, scratch, openQuote: field.start - 1 };
    isMalformed ||= field.isMalformed;
    if (fieldCount < columnCount) {
      const slot = fieldCount * stride + row;
      starts[slot] = field.isEscaped ? scratch : field.start;
      if (field.isEscaped) scratch = copyUnescaped(bytes, field, dialect, bytes, scratch);
      ends[slot] = field.isEscaped ? scratch : field.end;
    }
    at = field.next;
    if (at >= limit || endsLine(bytes[at])) break;
  }
  fieldCount++;
  rowStarts[row] = from.at;
  rowEnds[row] = at;
  faults[row] = rowFault.none;
  if (isMalformed) markFault(layout, row, rowFault.malformed);
  else if (at - from.at > fieldBytes && hasLargeField(layout, row, fieldCount, fieldBytes))
    markFault(layout, row, rowFault.tooLarge);
  else if (fieldCount !== columnCount) markFault(layout, row, rowFault.ragged);
  return { end: at, scratch, openQuote: -1 };
}
