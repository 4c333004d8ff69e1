import { rowFault } from '../../core/block/column-block.ts';
import { fields, findFields, fieldBytes as pieceBytes } from '../../simd/kernels.ts';
import type { RowLayout, ScanInput } from './row-layout.ts';

/** How far the bytes are plain rows. */
export interface PlainRows {
  readonly rowCount: number;
  /** Where the first row begins that is not, or of which the end is not there. */
  readonly at: number;
}

/**
 * Finds the cells of the first rows, as long as they are plain: as many fields as there are columns, none quoted, none too large, and a
 * line feed. Most files have no others.
 */
export function scanPlainRows(
  { bytes, begin, end, delimiter, fieldBytes }: ScanInput,
  layout: RowLayout,
): PlainRows {
  let rowCount = 0;
  let at = begin;
  for (;;) {
    const length = Math.min(pieceBytes, end - at);
    fields.text.set(bytes.subarray(at, at + length));
    const found = findFields(length, delimiter);
    const rows = takeRows(fields.ends, found, at, fieldBytes, layout, rowCount);
    if (rows === rowCount) return { rowCount, at };
    rowCount = rows;
    at = layout.rowEnds[rows - 1]! + 1;
  }
}

/**
 * Takes whole rows, up to the first that is not plain.
 *
 * @param ends  places behind `base`; of line feeds their complement
 * @returns how many rows the layout has then
 */
function takeRows(
  ends: Int32Array,
  count: number,
  base: number,
  fieldBytes: number,
  { columnCount, rowCapacity, stride, starts, ends: cellEnds, rowStarts, rowEnds, faults }: RowLayout,
  first: number,
): number {
  let row = first;
  let start = base;
  for (let next = 0; next + columnCount <= count && row < rowCapacity; row++) {
    const rowStart = start;
    const last = next + columnCount - 1;
    let slot = row;
    for (; next < last; next++) {
      const end = ends[next]!;
      if (end < 0) return row;
      starts[slot] = start;
      cellEnds[slot] = base + end;
      slot += stride;
      start = base + end + 1;
    }
    const rowEnd = base + ~ends[next++]!;
    if (rowEnd < start || rowEnd === rowStart || rowEnd - rowStart > fieldBytes) return row;
    starts[slot] = start;
    cellEnds[slot] = rowEnd;
    rowStarts[row] = rowStart;
    rowEnds[row] = rowEnd;
    faults[row] = rowFault.none;
    start = rowEnd + 1;
  }
  return row;
}
