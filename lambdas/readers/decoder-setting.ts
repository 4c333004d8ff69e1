import type { Column } from '../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../core/block/column-request.ts';
import type { CellSpans } from './cell-spans.ts';
import { type BooleanBytes, booleanBytes } from './decode-boolean.ts';
import { maximumCategoryBytes, maximumDictionaryBytes, type ReaderLimits, rowCapacity } from './limits.ts';
import { type MissingTokens, missingTokens } from './missing-tokens.ts';

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
  readonly booleans: BooleanBytes;
  /** Reads the numbers of text cells, where they are written otherwise than usual. */
  readonly parseNumber?: ((text: string) => number | undefined) | undefined;
  /** A dictionary whose values take more bytes is replaced before the next block. */
  readonly dictionaryBytes: number;
}

/**
 * The setting for the columns that are asked for.
 *
 * @param columnCount  columns whose cells are found, asked for or not
 */
export function decoderSetting(
  columns: readonly ColumnRequest[],
  columnCount: number,
  spelling: Spelling,
  limits: ReaderLimits,
): DecoderSetting {
  const categories = columns.filter(({ decoding }) => decoding === 'category').length;
  return {
    rowCapacity: rowCapacity(limits, columns, columnCount),
    missing: missingTokens(spelling.missingTokens),
    booleans: booleanBytes(spelling.booleans),
    dictionaryBytes: Math.max(maximumCategoryBytes, maximumDictionaryBytes / Math.max(categories, 8)),
  };
}
