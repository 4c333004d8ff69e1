import { cellState } from '../core/block/column-block.ts';
import type { CellSpans } from './cell-spans.ts';
import { decodeInteger, decodeNumber } from './decode-number.ts';
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
  const decodeCells = { number: decodeNumbers, integer: decodeIntegers, timestamp: decodeTimestamps }[
    decoding
  ];
  return (spans, rowCount) => {
    const values = allValues.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    decodeCells(spans, missing, values, states);
    return { type: 'numbers', values, states };
  };
}

// Three loops, each with its own call: a loop that was handed the decoder would call it through a pointer.

function decodeNumbers(
  { bytes, view, starts, ends }: CellSpans,
  missing: MissingTokens,
  values: Float64Array,
  states: Uint8Array,
): void {
  const { begins } = missing;
  for (let row = 0; row < states.length; row++) {
    const from = starts[row]!;
    const to = ends[row]!;
    const state = from >= to || begins[bytes[from]!] !== 0 ? missingState(missing, bytes, from, to) : 0;
    if (state !== 0) states[row] = state;
    else states[row] = decodeNumber(view, from, to, values, row) ? cellState.present : cellState.unparsable;
  }
}

function decodeIntegers(
  { bytes, view, starts, ends }: CellSpans,
  missing: MissingTokens,
  values: Float64Array,
  states: Uint8Array,
): void {
  const { begins } = missing;
  for (let row = 0; row < states.length; row++) {
    const from = starts[row]!;
    const to = ends[row]!;
    const state = from >= to || begins[bytes[from]!] !== 0 ? missingState(missing, bytes, from, to) : 0;
    if (state !== 0) states[row] = state;
    else states[row] = decodeInteger(view, from, to, values, row) ? cellState.present : cellState.unparsable;
  }
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
