import type { Column } from '../../block/column-block.ts';
import type { BlockColumn } from './block.ts';

/** Rows of a reference by block, in the order of the rows. */
export interface RowsByBlock {
  /** The block of each row; the last is that of rows in none. */
  readonly blockOf: Int32Array;
  /** 1 where the row broke the contract. */
  readonly refused: Uint8Array;
  /** Not 0 where the row could not be split into cells. */
  readonly faults: Uint8Array;
}

/** What is counted of the values of one block. */
export type ValuesOfBlock = Pick<BlockColumn, 'counts' | 'piles' | 'values' | 'unseen' | 'beyond'>;

/** Values of a column, counted by block. */
export interface ValuesByBlock {
  /** @param bins  of the rows, found already, where the column is of numbers */
  add(column: Column, bins: Int32Array | undefined, rows: RowsByBlock): void;
  /** @param counts  rows of the whole reference by bin */
  blocks(counts: ArrayLike<number>): readonly ValuesOfBlock[];
}
