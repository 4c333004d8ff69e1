import { cellState } from '../../core/block/column-block.ts';
import { decodeInteger, decodeNumber } from '../decode-number.ts';
import { type DecodeCell, integersDecoder, numbersDecoder } from '../decode-numbers.ts';
import { decodeTimestamp } from '../decode-timestamp.ts';
import type { DecoderSetting } from '../decoder-setting.ts';
import { cellType } from './json-layout.ts';
import { otherState, runEnd, type TypedDecoder } from './typed-cells.ts';

/** No cell of numbers is left out: no number of JSON is a missing token. */
const noBegins = new Uint8Array(256);

/** Numbers, or those of them that are whole. */
export function typedNumbers(isInteger: boolean, setting: DecoderSetting): TypedDecoder {
  const allValues = new Float64Array(setting.rowCapacity);
  const allStates = new Uint8Array(setting.rowCapacity);
  const decodeCells = isInteger ? integersDecoder(decodeWholeNumber) : numbersDecoder(decodeAnyNumber);
  const { infinite } = setting.missing;
  return (cells, rowCount) => {
    const { bytes, view, starts, ends, types } = cells;
    const values = allValues.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    const numberCells = { bytes, view, starts, ends, begins: noBegins };
    for (let row = 0; row < rowCount; ) {
      const end = runEnd(types, row, rowCount);
      if (types[row] === cellType.number) {
        decodeCells(numberCells, { values, states }, row, end);
        if (!infinite.any) {
          row = end;
          continue;
        }
      }
      for (let other = row; other < end; other++)
        if (types[other] !== cellType.number || states[other] === cellState.unparsable)
          states[other] = otherState(setting, cells, other);
      row = end;
    }
    return { type: 'numbers', values, states };
  };
}

const decodeAnyNumber: DecodeCell = ({ view, starts, ends }, { values, states }, row) => {
  const isNumber = decodeNumber(view, starts[row]!, ends[row]!, values, row);
  states[row] = isNumber ? cellState.present : cellState.unparsable;
};

const decodeWholeNumber: DecodeCell = ({ view, starts, ends }, { values, states }, row) => {
  const isInteger = decodeInteger(view, starts[row]!, ends[row]!, values, row);
  states[row] = isInteger ? cellState.present : cellState.unparsable;
};

/** Texts that are spelled as a timestamp. */
export function typedTimestamps(setting: DecoderSetting): TypedDecoder {
  const allValues = new Float64Array(setting.rowCapacity);
  const allStates = new Uint8Array(setting.rowCapacity);
  return (cells, rowCount) => {
    const { bytes, starts, ends, types } = cells;
    const values = allValues.subarray(0, rowCount);
    const states = allStates.subarray(0, rowCount);
    for (let row = 0; row < rowCount; row++) {
      const state = otherState(setting, cells, row);
      const isDecoded =
        state === cellState.unparsable &&
        types[row] === cellType.text &&
        decodeTimestamp(bytes, starts[row]!, ends[row]!, values, row);
      states[row] = isDecoded ? cellState.present : state;
    }
    return { type: 'numbers', values, states };
  };
}
