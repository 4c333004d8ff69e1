import { cellState } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';
import { byteDictionary, isFull, noCode } from '../byte-dictionary.ts';
import { utf16Length } from '../bytes.ts';
import { booleanDictionary } from '../decode-boolean.ts';
import type { DecoderSetting } from '../decoder-setting.ts';
import { identityHash } from '../identity-hash.ts';
import { missingState } from '../missing-tokens.ts';
import { vectorRows } from '../vector-rows.ts';
import { canonicalNumber } from './canonical-number.ts';
import { cellType } from './json-layout.ts';
import { otherState, runEnd, type TypedDecoder } from './typed-cells.ts';
import { typedNumbers, typedTimestamps } from './typed-numbers.ts';

/** The decoder of a column's JSON cells. */
export function typedDecoder(
  { decoding, dimension = 0 }: Omit<ColumnRequest, 'name'>,
  setting: DecoderSetting,
): TypedDecoder {
  switch (decoding) {
    case 'number':
    case 'integer':
      return typedNumbers(decoding === 'integer', setting);
    case 'timestamp':
      return typedTimestamps(setting);
    case 'boolean':
      return booleans(setting);
    case 'category':
      return categories(setting);
    case 'text':
      return texts(setting);
    case 'vector':
      return vectors(setting, dimension);
    case 'identity':
      return identities(setting);
    default:
      return decoding satisfies never;
  }
}

const LOWER_T = 116;

function booleans(setting: DecoderSetting): TypedDecoder {
  const allCodes = new Uint32Array(setting.rowCapacity);
  const allStates = new Uint8Array(setting.rowCapacity);
  return (cells, rowCount) => {
    const { bytes, starts, types } = cells;
    const codes = allCodes.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      if (types[row] === cellType.boolean) {
        codes[row] = bytes[starts[row]!] === LOWER_T ? 1 : 0;
        states[row] = cellState.present;
      } else states[row] = otherState(setting, cells, row);
    }
    return { type: 'codes', codes, dictionary: booleanDictionary, states };
  };
}

function categories(setting: DecoderSetting): TypedDecoder {
  const { rowCapacity, missing, dictionaryBytes } = setting;
  const allCodes = new Uint32Array(rowCapacity);
  const allStates = new Uint8Array(rowCapacity);
  const canonical = canonicalNumber();
  let dictionary = byteDictionary();
  return (cells, rowCount) => {
    if (isFull(dictionary, dictionaryBytes)) dictionary = byteDictionary();
    const { bytes, view, starts, ends, types } = cells;
    const codes = allCodes.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    const { codeOf, writeKnown, values } = dictionary;
    const texts = { view, starts, ends, begins: missing.begins };
    const rows = { codes, states };
    let until = 0;
    for (let row = 0; ; row++) {
      if (row >= until && row < rowCount) until = runEnd(types, row, rowCount);
      if (row < until && types[row] === cellType.text) row = writeKnown(texts, rows, row, until);
      if (row === rowCount) break;
      const type = types[row]!;
      const from = starts[row]!;
      const to = ends[row]!;
      let state: number = cellState.present;
      let code = noCode;
      if (type === cellType.text || type === cellType.boolean) {
        state = missingState(missing, bytes, from, to);
        if (state === 0) code = codeOf(view, from, to);
      } else if (type === cellType.number) {
        const text = canonical(view, from, to);
        state =
          text === undefined
            ? otherState(setting, cells, row)
            : missingState(missing, text.bytes, text.from, text.to);
        if (text !== undefined && state === 0) code = codeOf(text.view, text.from, text.to);
      } else state = otherState(setting, cells, row);
      if (state === 0 && code < 0) state = cellState.unparsable;
      states[row] = state;
      if (code >= 0) codes[row] = code;
    }
    return { type: 'codes', codes, dictionary: values, states };
  };
}

function texts(setting: DecoderSetting): TypedDecoder {
  const allLengths = new Uint32Array(setting.rowCapacity);
  const allStates = new Uint8Array(setting.rowCapacity);
  return (cells, rowCount) => {
    const { bytes, buffer, starts, ends, types } = cells;
    const lengths = allLengths.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const state = otherState(setting, cells, row);
      const isText = types[row] === cellType.text;
      states[row] = isText && state === cellState.unparsable ? cellState.present : state;
      lengths[row] = isText ? utf16Length(bytes, starts[row]!, ends[row]!) : 0;
    }
    return { type: 'texts', lengths, at: (row) => buffer.toString('utf8', starts[row], ends[row]), states };
  };
}

/** Lists of numbers, read again from what the file has. */
function vectors(setting: DecoderSetting, dimension: number): TypedDecoder {
  const rows = vectorRows(setting.rowCapacity, dimension);
  const allStates = new Uint8Array(setting.rowCapacity);
  return (cells, rowCount) => {
    const { buffer, starts, ends, types } = cells;
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      states[row] =
        types[row] === cellType.nested
          ? rows.write(buffer.toString('utf8', starts[row], ends[row]), row)
          : otherState(setting, cells, row);
    }
    return rows.column(rowCount, states);
  };
}

/** Numbers by their digits, texts by their bytes. */
function identities(setting: DecoderSetting): TypedDecoder {
  const hash = identityHash(setting.rowCapacity);
  const allStates = new Uint8Array(setting.rowCapacity);
  return (cells, rowCount) => {
    const { bytes, starts, ends, types } = cells;
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const state = otherState(setting, cells, row);
      const isValue = state === cellState.unparsable && isScalar(types[row]!);
      states[row] = isValue ? cellState.present : state;
      if (isValue) hash.write(bytes, starts[row]!, ends[row]!, row);
    }
    return {
      type: 'identities',
      low: hash.low.subarray(0, rowCount),
      high: hash.high.subarray(0, rowCount),
      states,
    };
  };
}

function isScalar(type: number): boolean {
  return type === cellType.text || type === cellType.number || type === cellType.boolean;
}
