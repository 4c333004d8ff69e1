import { cellState } from '../core/block/column-block.ts';
import type { CellSpans } from './cell-spans.ts';
import { decodeInteger, decodeNumber } from './decode-number.ts';
import { type DecodeCell, integersDecoder, numbersDecoder } from './decode-numbers.ts';
import { decodeTimestamp } from './decode-timestamp.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { type MissingTokens, missingState } from './missing-tokens.ts';

/** Decodes numbers, integers or timestamps into doubles. What is not finite is unparsable. */
export function numberDecoder(
  decoding: 'number' | 'integer' | 'timestamp',
  { rowCapacity, missing }: DecoderSetting,
): ColumnDecoder {
  const allValues = new Float64Array(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  const { begins } = missing;
  const decodeNumbers = numbersDecoder(cellDecoder(missing, decodeNumber));
  const decodeIntegers = integersDecoder(cellDecoder(missing, decodeInteger));
  return (spans, rowCount) => {
    const { bytes, view, starts, ends } = spans;
    const values = allValues.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    if (decoding === 'timestamp') decodeTimestamps(spans, missing, values, states);
    else {
      const decodeCells = decoding === 'number' ? decodeNumbers : decodeIntegers;
      decodeCells({ bytes, view, starts, ends, begins }, { values, states }, 0, rowCount);
    }
    return { type: 'numbers', values, states };
  };
}

/** Of a cell that may be missing, or no number. */
function cellDecoder(missing: MissingTokens, decode: typeof decodeNumber): DecodeCell {
  return ({ view, bytes, starts, ends }, { values, states }, row) => {
    const from = starts[row]!;
    const to = ends[row]!;
    const state = missingState(missing, bytes, from, to);
    if (state !== 0) states[row] = state;
    else states[row] = decode(view, from, to, values, row) ? cellState.present : cellState.unparsable;
  };
}

function decodeTimestamps(
  { bytes, starts, ends }: CellSpans,
  missing: MissingTokens,
  values: Float64Array,
  states: Uint8Array,
): void {
  for (let row = 0; row < states.length; row++) {
    const from = starts[row]!;
    const to = ends[row]!;
    const state = missingState(missing, bytes, from, to);
    if (state !== 0) states[row] = state;
    else
      states[row] = decodeTimestamp(bytes, from, to, values, row) ? cellState.present : cellState.unparsable;
  }
}
