import type { ColumnBlock } from '../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../core/block/column-request.ts';

/** A batch file that has been opened: what it calls its columns, and its rows as blocks. */
export interface OpenBatch {
  readonly format: 'csv';
  /** As the file names them, in its order; unique and not empty. */
  readonly columnNames: readonly string[];
  /**
   * Reads the whole file once, from the beginning; can be called again.
   *
   * @param columns  what to decode; a name that the file does not have gives an undefined column
   * @throws UnreadableBatchError when the file turns out unreadable on the way
   */
  blocks(columns: readonly ColumnRequest[], spelling: Spelling): AsyncIterable<ColumnBlock>;
}
