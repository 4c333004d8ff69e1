import type { RawCell } from '../../core/block/column-block.ts';
import type { Decoding } from '../../core/block/column-request.ts';
import type { BlockColumn, PageRows } from './block-column.ts';
import { type ColumnChunk, columnPages } from './column-pages.ts';
import type { Page } from './page.ts';
import { jsonText, rawCell } from './plain-cell.ts';

/** Reads a column of a row group block by block, and remembers a block's pages to show its cells. */
export interface ColumnCursor {
  /** Fills the block's next rows. */
  readonly fill: (rowCount: number) => Promise<void>;
  /** The cell of a row of the block as the file has it. For rows that are refused. */
  readonly raw: (row: number, decoding: Decoding) => RawCell;
  /** The same as JSON. */
  readonly json: (row: number) => string;
}

/** A cursor at the first row of the chunk. */
export function columnCursor(chunk: ColumnChunk, column: BlockColumn): ColumnCursor {
  const pages = columnPages(chunk);
  const { kind } = chunk.leaf;
  const pieces: PageRows[] = [];
  let page: Page | undefined;
  let row = 0;
  let value = 0;
  let placesOfBlock: Int32Array | undefined;

  async function currentPage(): Promise<Page> {
    if (page !== undefined && row < page.rowCount) return page;
    const next = await pages.next();
    if (next.done) throw new RangeError('columnCursor: requires no more rows than the row group has');
    page = next.value;
    row = 0;
    value = 0;
    return page;
  }

  function place(blockRow: number): { page: Page; index: number } | undefined {
    const piece = pieces.findLast(({ at }) => at <= blockRow);
    if (piece === undefined) return undefined;
    placesOfBlock ??= placesOf(pieces);
    const index = placesOfBlock[blockRow]!;
    return index < 0 ? undefined : { page: piece.page, index };
  }

  return {
    fill: async (rowCount) => {
      pieces.length = 0;
      placesOfBlock = undefined;
      column.begin();
      for (let at = 0; at < rowCount; ) {
        const current = await currentPage();
        const count = Math.min(rowCount - at, current.rowCount - row);
        const rows = { page: current, row, value, count, at };
        pieces.push(rows);
        column.write(rows);
        value += presentBetween(current, row, row + count);
        row += count;
        at += count;
      }
    },
    raw: (blockRow, decoding) => {
      const found = place(blockRow);
      return found === undefined ? null : rawCell(found.page.values, kind, found.index, decoding);
    },
    json: (blockRow) => {
      const found = place(blockRow);
      return found === undefined ? 'null' : jsonText(found.page.values, kind, found.index);
    },
  };
}

/** Of each row of the block the place of its value in its page, -1 for a null. */
function placesOf(pieces: readonly PageRows[]): Int32Array {
  const places = new Int32Array(pieces.reduce((sum, { count }) => sum + count, 0)).fill(-1);
  for (const { page, row, value, count, at } of pieces) {
    let next = value;
    for (let index = 0; index < count; index++) {
      if (page.present !== undefined && page.present[row + index] === 0) continue;
      places[at + index] = page.indices === undefined ? next : page.indices[next]!;
      next++;
    }
  }
  return places;
}

/** How many of some rows, at most a block's, have a value. */
function presentBetween({ present }: Page, from: number, to: number): number {
  if (present === undefined) return to - from;
  let count = 0;
  for (let row = from; row < to; row++) count += present[row]!;
  return count;
}
