import { cellState } from '../core/block/column-block.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { missingState } from './missing-tokens.ts';
import { vectorRows } from './vector-rows.ts';

/** Decodes text cells that hold a JSON list of numbers. */
export function vectorDecoder({ rowCapacity, missing }: DecoderSetting, dimension: number): ColumnDecoder {
  const vectors = vectorRows(rowCapacity, dimension);
  const allStates = new Uint8Array(rowCapacity);
  return ({ bytes, buffer, starts, ends }, rowCount) => {
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const from = starts[row]!;
      const to = ends[row]!;
      const state = to < from ? cellState.unparsable : missingState(missing, bytes, from, to);
      states[row] =
        state === cellState.present ? vectors.write(buffer.toString('utf8', from, to), row) : state;
    }
    return vectors.column(rowCount, states);
  };
}
