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
  { rowCapacity, missing, parseNumber }: DecoderSetting,
): ColumnDecoder {
  const allValues = new Float64Array(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  const { begins } = missing;
  const decodeNumbers = numbersDecoder(cellDecoder(missing, decodeNumber));
  const decodeIntegers = integersDecoder(cellDecoder(missing, decodeInteger));
  const decodeSpelled = parseNumber && cellDecoder(missing, spelledDecoder(parseNumber, decoding));
  return (spans, rowCount) => {
    const { bytes, view, starts, ends } = spans;
    const values = allValues.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    if (decoding === 'timestamp') decodeTimestamps(spans, missing, values, states);
    else {
      const decodePlain = decoding === 'number' ? decodeNumbers : decodeIntegers;
      const cells = { bytes, view, starts, ends, begins };
      const rows = { values, states };
      if (!decodeSpelled) decodePlain(cells, rows, 0, rowCount);
      else for (let row = 0; row < rowCount; row++) decodeSpelled(cells, rows, row);
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

/** Numbers that are written otherwise: a text each, so not for the usual ones. */
function spelledDecoder(
  parse: (text: string) => number | undefined,
  decoding: 'number' | 'integer' | 'timestamp',
): typeof decodeNumber {
  return (view, from, to, into, row) => {
    const text = Buffer.from(view.buffer, view.byteOffset + from, Math.max(0, to - from)).toString();
    const value = parse(text);
    if (value === undefined || (decoding === 'integer' && !Number.isInteger(value))) return false;
    into[row] = value;
    return true;
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
