import { cellState } from '../../core/block/column-block.ts';
import { type ByteDictionary, byteDictionary, isFull, noCode } from '../byte-dictionary.ts';
import { slackBytes } from '../cell-spans.ts';
import { missingState, notFiniteState, nullState } from '../missing-tokens.ts';
import type { BlockColumn, BlockSetting, PageRows } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { notFiniteAt } from './exact-values.ts';
import { type PhysicalValues, valueCount } from './physical-values.ts';
import { cellText } from './plain-cell.ts';

/** Of a page dictionary's value that no row has had yet; others are a code, or a state below zero. */
const unknownCode = -0x80000000;

/**
 * Fills categories: codes of a dictionary that grows from block to block. A value of a page's dictionary is looked up when the
 * first row has it; the rows after it cost an index.
 */
export function codeBlockColumn(
  kind: CellKind,
  { rowCapacity, missing, dictionaryBytes }: BlockSetting,
): BlockColumn {
  const codes = new Uint32Array(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  const ofNull = nullState(missing);
  const ofNotFinite = notFiniteState(missing);
  const scratch = textScratch();
  let dictionary: ByteDictionary = byteDictionary();
  let looked: PhysicalValues | undefined;
  let lookedCodes = new Int32Array(0);

  /** The value's code, or its state below zero. */
  function codeOf(physical: PhysicalValues, index: number): number {
    if (kind.type === 'text' && physical.type === 'bytes') {
      const { bytes, view, starts, ends } = physical;
      const state = missingState(missing, bytes, starts[index]!, ends[index]!);
      if (state !== 0) return -state;
      const code = dictionary.codeOf(view, starts[index]!, ends[index]!);
      return code === noCode ? -cellState.unparsable : code;
    }
    const text = cellText(physical, kind, index);
    if (text === undefined) {
      const notFinite = notFiniteAt(physical, kind, index);
      return -(notFinite === undefined ? cellState.unparsable : ofNotFinite(notFinite));
    }
    scratch.write(text);
    const state = missingState(missing, scratch.bytes, 0, scratch.length());
    return state === 0 ? dictionary.codeOf(scratch.view, 0, scratch.length()) : -state;
  }

  function lookedCode(physical: PhysicalValues, index: number): number {
    const code = codeOf(physical, index);
    lookedCodes[index] = code;
    return code;
  }

  function beginPage({ page }: PageRows): void {
    if (page.indices === undefined || looked === page.values) return;
    looked = page.values;
    lookedCodes = new Int32Array(valueCount(looked)).fill(unknownCode);
  }

  return {
    begin: () => {
      if (!isFull(dictionary, dictionaryBytes)) return;
      dictionary = byteDictionary();
      lookedCodes.fill(unknownCode);
    },
    write: (rows) => {
      beginPage(rows);
      const { page, row, value, count, at } = rows;
      const { present, indices, values } = page;
      const known =
        present === undefined && indices !== undefined
          ? writeLooked(lookedCodes, indices.subarray(value, value + count), codes, states, at)
          : 0;
      let next = value + known;
      for (let index = at + known; index < at + count; index++) {
        if (present !== undefined && present[row + index - at] === 0) {
          states[index] = ofNull;
          continue;
        }
        let code: number;
        if (indices === undefined) {
          code = codeOf(values, next);
        } else {
          code = lookedCodes[indices[next]!]!;
          if (code === unknownCode) code = lookedCode(values, indices[next]!);
        }
        next++;
        states[index] = code < 0 ? -code : cellState.present;
        if (code >= 0) codes[index] = code;
      }
    },
    column: (rowCount) => ({
      type: 'codes',
      codes: codes.subarray(0, rowCount),
      dictionary: dictionary.values,
      states: states.subarray(0, rowCount),
    }),
  };
}

/** Writes the codes of places that were looked up, up to the first that was not, or is no value. @returns how many there were */
function writeLooked(
  looked: Int32Array,
  places: Uint32Array,
  codes: Uint32Array,
  states: Uint8Array,
  at: number,
): number {
  let done = 0;
  for (; done < places.length; done++) {
    const code = looked[places[done]!]!;
    if (code < 0) break;
    codes[at + done] = code;
  }
  states.fill(cellState.present, at, at + done);
  return done;
}

/** Texts as bytes, one after the other in the same memory. */
function textScratch() {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(1024 + slackBytes);
  const view = new DataView(bytes.buffer);
  let length = 0;
  return {
    /** @param text  of a number, boolean, time or UUID: far shorter than the memory */
    write: (text: string): void => {
      length = encoder.encodeInto(text, bytes).written;
    },
    bytes,
    view,
    length: () => length,
  };
}
