import { cellState, maximumRawTextLength, type VectorColumn } from '../../core/block/column-block.ts';
import { nullState } from '../missing-tokens.ts';
import type { BlockSetting } from './block-column.ts';
import type { ColumnCursor } from './column-cursor.ts';
import { type ColumnChunk, damagedColumn, listPages } from './column-pages.ts';
import { type NumberCells, pageNumberCells } from './number-cells.ts';
import type { ListPage } from './page.ts';
import { jsonText } from './plain-cell.ts';
import type { Leaf } from './schema-columns.ts';

/** The vectors of a file's lists, filled block by block: what lives as long as the file. */
export interface ListColumn {
  /** A cursor at the first row of a chunk, which fills the column. */
  readonly open: (chunk: ColumnChunk) => ColumnCursor;
  /** The block's column; written over by the next block. */
  readonly column: (rowCount: number) => VectorColumn;
}

/** Entries of a block's pages that are remembered, to show its lists: the lists of pages beyond are not shown. */
const mostRemembered = 4_194_304;

/** Where a row's list begins. */
interface RowStarts {
  /** Among the pages that are remembered; -1 where its own is not. */
  readonly pages: Int32Array;
  readonly entries: Uint32Array;
  readonly values: Uint32Array;
}

/**
 * Lists of numbers as vectors. As in JSON, a list with a null or anything else than a finite number in it is unparsable, an
 * empty one has no number, and a null is missing.
 *
 * @param dimension  how many numbers are kept of each; longer lists are counted to their end
 */
export function listColumn(
  leaf: Leaf,
  dimension: number,
  { rowCapacity, missing }: BlockSetting,
): ListColumn {
  const values = new Float64Array(rowCapacity * dimension);
  const lengths = new Uint32Array(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  const starts: RowStarts = {
    pages: new Int32Array(rowCapacity),
    entries: new Uint32Array(rowCapacity),
    values: new Uint32Array(rowCapacity),
  };
  const { definitionLevel, elementLevel = definitionLevel } = leaf;
  const ofNull = nullState(missing);
  const cellsOf = pageNumberCells(leaf.kind, 'number', missing);

  /** Reads entries from a place on, to the end of the page or before the row behind the block's last. */
  function consume({ page, cells, remembered }: OpenPage, from: Place, rowCount: number): Place {
    const { repetition, definition, indices } = page;
    let { row, entry, value } = from;
    for (; entry < repetition.length; entry++) {
      if (repetition[entry] === 0) {
        if (row + 1 === rowCount) break;
        row++;
        states[row] = cellState.present;
        lengths[row] = 0;
        starts.pages[row] = remembered;
        starts.entries[row] = entry;
        starts.values[row] = value;
      }
      const level = definition[entry]!;
      if (level < elementLevel) {
        if (level < elementLevel - 1) states[row] = ofNull;
        continue;
      }
      const length = lengths[row]!++;
      if (level < definitionLevel) {
        states[row] = cellState.unparsable;
        continue;
      }
      const place = indices === undefined ? value : indices[value]!;
      value++;
      if (cells.states !== undefined && cells.states[place] !== cellState.present)
        states[row] = cellState.unparsable;
      else if (length < dimension) values[row * dimension + length] = cells.values[place]!;
    }
    return { row, entry, value };
  }

  return {
    open: (chunk) => openCursor(chunk, { starts, cellsOf, consume }),
    column: (rowCount) => ({
      type: 'vectors',
      dimension,
      values: values.subarray(0, rowCount * dimension),
      lengths: lengths.subarray(0, rowCount),
      states: states.subarray(0, rowCount),
    }),
  };
}

/** The page that is being read. */
interface OpenPage {
  readonly page: ListPage;
  readonly cells: NumberCells;
  /** Its place among the pages that are remembered, or -1. */
  readonly remembered: number;
}

/** Where reading stands: the block's row that was begun last (-1: none), the page's next entry and next value. */
interface Place {
  readonly row: number;
  readonly entry: number;
  readonly value: number;
}

interface ListFilling {
  readonly starts: RowStarts;
  readonly cellsOf: (page: ListPage) => NumberCells;
  readonly consume: (open: OpenPage, from: Place, rowCount: number) => Place;
}

function openCursor(chunk: ColumnChunk, { starts, cellsOf, consume }: ListFilling): ColumnCursor {
  const pages = listPages(chunk);
  let remembered: ListPage[] = [];
  let entries = 0;
  let open: OpenPage | undefined;
  let place: Place = { row: -1, entry: 0, value: 0 };

  function remember(page: ListPage): number {
    entries += page.repetition.length;
    return entries > mostRemembered ? -1 : remembered.push(page) - 1;
  }

  async function nextPage(): Promise<OpenPage | undefined> {
    const next = await pages.next();
    if (next.done) return undefined;
    place = { ...place, entry: 0, value: 0 };
    return { page: next.value, cells: cellsOf(next.value), remembered: remember(next.value) };
  }

  function text(row: number): string {
    const first = starts.pages[row]!;
    return first < 0
      ? '"a list"'
      : listText(remembered.slice(first), starts.entries[row]!, starts.values[row]!, chunk.leaf);
  }

  return {
    fill: async (rowCount) => {
      remembered = [];
      entries = 0;
      if (open) open = { ...open, remembered: remember(open.page) };
      place = { ...place, row: -1 };
      for (;;) {
        if (open === undefined || place.entry === open.page.repetition.length) open = await nextPage();
        if (open === undefined) break;
        if (place.row < 0 && open.page.repetition[place.entry] !== 0)
          throw damagedColumn(chunk, new RangeError('listCursor: requires a row at its beginning'));
        place = consume(open, place, rowCount);
        if (place.entry < open.page.repetition.length) break;
      }
      if (place.row + 1 !== rowCount)
        throw damagedColumn(chunk, new RangeError(`listCursor: requires ${rowCount} rows`));
    },
    raw: (row) => {
      const json = text(row);
      // Numbers that JSON does not have are texts in it: here they are named, to be told from other texts.
      return json === 'null' ? null : { undecodable: json.replace(/"(NaN|-?Infinity)"/g, '$1') };
    },
    json: text,
  };
}

/**
 * A list as JSON, cut where it is longer than a raw row may be.
 *
 * @param pages  that in which it begins, and those behind
 */
function listText(pages: readonly ListPage[], fromEntry: number, fromValue: number, leaf: Leaf): string {
  const { kind, definitionLevel, elementLevel = definitionLevel } = leaf;
  const parts: string[] = [];
  let length = 0;
  for (const [index, { repetition, definition, indices, values }] of pages.entries()) {
    let value = index === 0 ? fromValue : 0;
    const from = index === 0 ? fromEntry : 0;
    for (let entry = from; entry < repetition.length; entry++) {
      const isFirst = index === 0 && entry === fromEntry;
      if (repetition[entry] === 0 && !isFirst) return `[${parts.join(',')}]`;
      const level = definition[entry]!;
      if (level < elementLevel - 1) return 'null';
      if (level < elementLevel) continue;
      const isValue = level === definitionLevel;
      const place = isValue && indices !== undefined ? indices[value]! : value;
      const part = isValue ? jsonText(values, kind, place) : 'null';
      if (isValue) value++;
      length += part.length + 1;
      if (length > maximumRawTextLength) return `[${parts.join(',')},…]`;
      parts.push(part);
    }
  }
  return `[${parts.join(',')}]`;
}
