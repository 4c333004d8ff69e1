import type { ColumnRequest } from '../core/block/column-request.ts';
import { booleanDecoder, categoryDecoder } from './code-decoder.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { identityDecoder } from './identity-decoder.ts';
import { numberDecoder } from './number-decoder.ts';
import { textDecoder } from './text-decoder.ts';
import { vectorDecoder } from './vector-decoder.ts';

/** The decoder of a column's text cells. */
export function columnDecoder(
  { decoding, dimension = 0 }: Omit<ColumnRequest, 'name'>,
  setting: DecoderSetting,
): ColumnDecoder {
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
    case 'vector':
      return vectorDecoder(setting, dimension);
    case 'identity':
      return identityDecoder(setting);
    default:
      return decoding satisfies never;
  }
}
