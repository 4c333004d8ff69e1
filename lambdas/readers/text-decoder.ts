import { isUtf8 } from 'node:buffer';
import { cellState } from '../core/block/column-block.ts';
import type { CellSpans } from './cell-spans.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { missingState } from './missing-tokens.ts';
import { utf16Length } from './utf16-length.ts';

/** Measures free text, and keeps none of it: a row's text is made when somebody asks for it. Broken UTF-8 is unparsable. */
export function textDecoder({ rowCapacity, missing }: DecoderSetting): ColumnDecoder {
  const allLengths = new Uint32Array(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  return (spans, rowCount) => {
    const { bytes, buffer, starts, ends, encoding } = spans;
    const lengths = allLengths.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const from = starts[row]!;
      const to = ends[row]!;
      states[row] = textState(spans, from, to) || missingState(missing, bytes, from, to);
      if (from <= to) lengths[row] = encoding === 'ascii' ? to - from : utf16Length(bytes, from, to);
    }
    const at = (row: number) => buffer.toString('utf8', starts[row], Math.max(starts[row]!, ends[row]!));
    return { type: 'texts', lengths, at, states };
  };
}

function textState({ bytes, encoding }: CellSpans, from: number, to: number): number {
  if (to < from) return cellState.unparsable;
  return encoding !== 'broken' || isUtf8(bytes.subarray(from, to)) ? 0 : cellState.unparsable;
}
