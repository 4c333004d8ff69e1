import type { Column } from '../core/block/column-block.ts';
import type { Decoding } from '../core/block/column-request.ts';
import type { CellSpans } from './cell-spans.ts';
import { booleanDecoder, categoryDecoder } from './code-decoder.ts';
import type { MissingTokens } from './missing-tokens.ts';
import { numberDecoder } from './number-decoder.ts';
import { textDecoder } from './text-decoder.ts';

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

/** The decoder of a column's text cells. */
export function columnDecoder(decoding: Decoding, setting: DecoderSetting): ColumnDecoder {
  switch (decoding) {
    case 'number':
    case 'integer':
    case 'timestamp':
      return numberDecoder(decoding, setting);
    case 'boolean':
      return booleanDecoder(setting);
    case 'category':
      return categoryDecoder(setting);
    case 'text':
      return textDecoder(setting);
    default:
      return decoding satisfies never;
  }
}
