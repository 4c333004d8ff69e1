import type { Column } from '../core/block/column-block.ts';
import type { CellSpans } from './cell-spans.ts';
import type { MissingTokens } from './missing-tokens.ts';

/**
 * Decodes one column of one block. A decoder keeps what lives as long as the file (a dictionary) and writes over the arrays of
 * the block before.
 */
export type ColumnDecoder = (spans: CellSpans, rowCount: number) => Column;

/** What a file's decoders share. */
export interface DecoderSetting {
  /** Rows of a block at most. */
  readonly rowCapacity: number;
  readonly missing: MissingTokens;
  /** A dictionary whose values take more bytes is replaced before the next block. */
  readonly dictionaryBytes: number;
}
