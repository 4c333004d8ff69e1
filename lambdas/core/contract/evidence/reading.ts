import type { Column, RawCell } from '../../block/column-block.ts';
import type { Decoding } from '../../block/column-request.ts';

/**
 * How a column is read. `number`, `timestamp`, `boolean` and `vector` take cells for what nearly all of a column's are, and
 * give up where they are not; `everything` is for any column.
 */
export type Reading = 'number' | 'timestamp' | 'boolean' | 'vector' | 'category' | 'everything';

/** The decodings that a reading looks at, in the order of its columns. */
export function decodingsOf(reading: Reading, cells: 'text' | 'typed'): readonly Decoding[] {
  switch (reading) {
    case 'category':
      return cells === 'text' ? ['category'] : ['category', 'text'];
    case 'everything':
      return cells === 'text'
        ? ['category', 'text', 'vector']
        : ['category', 'text', 'vector', 'number', 'boolean', 'timestamp'];
    default:
      return [reading];
  }
}

/** The cells of one column in one block. */
export interface BlockCells {
  readonly rows: number;
  /** By decoding; empty where the file has no such column yet. */
  readonly columns: ReadonlyMap<Decoding, Column>;
  /** Not 0 where a row could not be split. */
  readonly faults: Uint8Array;
  /** Slow: for cells that are no numbers. */
  readonly raw: (row: number) => RawCell;
}
