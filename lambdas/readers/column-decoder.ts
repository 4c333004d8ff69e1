import { isUtf8 } from 'node:buffer';
import { cellState } from '../core/block/column-block.ts';
import type { ColumnRequest } from '../core/block/column-request.ts';
import { utf16Length } from './bytes.ts';
import type { CellSpans } from './cell-spans.ts';
import { booleanDecoder, categoryDecoder } from './code-decoder.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { identityHash } from './identity-hash.ts';
import { missingState } from './missing-tokens.ts';
import { numberDecoder } from './number-decoder.ts';
import { vectorRows } from './vector-rows.ts';

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

/** Measures free text, and keeps none of it: a row's text is made when somebody asks for it. Broken UTF-8 is unparsable. */
function textDecoder({ rowCapacity, missing }: DecoderSetting): ColumnDecoder {
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

/** Decodes text cells that hold a JSON list of numbers. */
function vectorDecoder({ rowCapacity, missing }: DecoderSetting, dimension: number): ColumnDecoder {
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

/** Decodes text cells into hashes of their bytes, without their quotes. */
function identityDecoder({ rowCapacity, missing }: DecoderSetting): ColumnDecoder {
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
