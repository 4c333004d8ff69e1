import { cellState } from '../core/block/column-block.ts';
import { byteDictionary, isFull } from './byte-dictionary.ts';
import { booleanDictionary, decodeBoolean } from './decode-boolean.ts';
import type { ColumnDecoder, DecoderSetting } from './decoder-setting.ts';
import { missingState } from './missing-tokens.ts';

/**
 * Decodes categories into codes of a dictionary that grows from block to block. Bytes that are no UTF-8 make the cell unparsable:
 * a replacement character would be a category that nobody wrote.
 */
export function categoryDecoder(setting: DecoderSetting): ColumnDecoder {
  const { rowCapacity, missing, dictionaryBytes } = setting;
  const allCodes = new Uint32Array(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  let dictionary = byteDictionary();
  const { begins } = missing;
  return ({ bytes, view, starts, ends }, rowCount) => {
    if (isFull(dictionary, dictionaryBytes)) dictionary = byteDictionary();
    const codes = allCodes.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    const { codeOf, writeKnown, values } = dictionary;
    const cells = { view, starts, ends, begins };
    const rows = { codes, states };
    for (let row = 0; ; row++) {
      row = writeKnown(cells, rows, row, rowCount);
      if (row === rowCount) break;
      const from = starts[row]!;
      const to = ends[row]!;
      const state = to < from ? cellState.unparsable : missingState(missing, bytes, from, to);
      if (state !== 0) {
        states[row] = state;
        continue;
      }
      const code = codeOf(view, from, to);
      states[row] = code < 0 ? cellState.unparsable : cellState.present;
      if (code >= 0) codes[row] = code;
    }
    return { type: 'codes', codes, dictionary: values, states };
  };
}

/** Decodes booleans into the codes of `false` and `true`. */
export function booleanDecoder({ rowCapacity, missing, booleans }: DecoderSetting): ColumnDecoder {
  const allCodes = new Uint32Array(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  return ({ bytes, starts, ends }, rowCount) => {
    const codes = allCodes.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const from = starts[row]!;
      const to = ends[row]!;
      const state = missingState(missing, bytes, from, to);
      const code = state === 0 ? decodeBoolean(booleans, bytes, from, to) : 0;
      states[row] = code < 0 ? cellState.unparsable : state;
      if (code >= 0) codes[row] = code;
    }
    return { type: 'codes', codes, dictionary: booleanDictionary, states };
  };
}
