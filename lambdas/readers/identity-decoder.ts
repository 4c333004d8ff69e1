import { cellState } from '../core/block/column-block.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { identityHash } from './identity-hash.ts';
import { missingState } from './missing-tokens.ts';

/** Decodes text cells into hashes of their bytes, without their quotes. */
export function identityDecoder({ rowCapacity, missing }: DecoderSetting): ColumnDecoder {
  const hash = identityHash(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  return ({ bytes, starts, ends }, rowCount) => {
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const from = starts[row]!;
      const to = ends[row]!;
      states[row] = to < from ? cellState.unparsable : missingState(missing, bytes, from, to);
      if (states[row] === cellState.present) hash.write(bytes, from, to, row);
    }
    return {
      type: 'identities',
      low: hash.low.subarray(0, rowCount),
      high: hash.high.subarray(0, rowCount),
      states,
    };
  };
}
