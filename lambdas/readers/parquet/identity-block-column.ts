import { cellState } from '../../core/block/column-block.ts';
import { identityHash } from '../identity-hash.ts';
import { missingState, notFiniteState, nullState } from '../missing-tokens.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { notFiniteAt } from './exact-values.ts';
import type { PhysicalValues } from './physical-values.ts';
import { cellText } from './plain-cell.ts';

/**
 * Fills hashes of values as other formats would write them, so that an id is the same in all: an integer by its digits, a text by
 * its bytes. What has no text, as times, by what the file stores.
 */
export function identityBlockColumn(kind: CellKind, { rowCapacity, missing }: BlockSetting): BlockColumn {
  const hash = identityHash(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  const written = writtenBytes(kind);
  const ofNull = nullState(missing);
  const ofNotFinite = notFiniteState(missing);

  function write(physical: PhysicalValues, place: number, row: number): number {
    if (kind.type === 'text' && physical.type === 'bytes') {
      const { bytes, starts, ends } = physical;
      const state = missingState(missing, bytes, starts[place]!, ends[place]!);
      if (state === cellState.present) hash.write(bytes, starts[place]!, ends[place]!, row);
      return state;
    }
    const notFinite = notFiniteAt(physical, kind, place);
    const state = notFinite === undefined ? cellState.unparsable : ofNotFinite(notFinite);
    if (state >= cellState.missing) return state;
    const bytes = written(physical, place);
    hash.write(bytes, 0, bytes.length, row);
    return cellState.present;
  }

  return {
    begin: () => {},
    write: ({ page, row, value, count, at }) => {
      const { present, indices, values } = page;
      let next = value;
      for (let index = at; index < at + count; index++) {
        if (present !== undefined && present[row + index - at] === 0) {
          states[index] = ofNull;
          continue;
        }
        states[index] = write(values, indices === undefined ? next : indices[next]!, index);
        next++;
      }
    },
    column: (rowCount) => ({
      type: 'identities',
      low: hash.low.subarray(0, rowCount),
      high: hash.high.subarray(0, rowCount),
      states: states.subarray(0, rowCount),
    }),
  };
}

/** The bytes of a value in a buffer that the next one takes over. */
function writtenBytes(kind: CellKind): (physical: PhysicalValues, place: number) => Uint8Array {
  const digits = new Uint8Array(maximumDigits);
  return (physical, place) => {
    const whole = kind.type === 'integer' ? wholeNumber(physical, kind.signed, place) : undefined;
    if (whole !== undefined) return writeDigits(digits, whole);
    const text = cellText(physical, kind, place);
    return text === undefined ? storedBytes(physical, place) : Buffer.from(text);
  };
}

/** Of a safe integer, with its sign. */
const maximumDigits = 17;

/** A stored integer where a number holds it exactly. */
function wholeNumber(physical: PhysicalValues, signed: boolean, place: number): number | undefined {
  if (physical.type === 'int32') return signed ? physical.values[place]! : physical.values[place]! >>> 0;
  if (physical.type !== 'int64') return undefined;
  const high = physical.words[2 * place + 1]!;
  const whole = (signed ? high : high >>> 0) * 2 ** 32 + (physical.words[2 * place]! >>> 0);
  return Number.isSafeInteger(whole) ? whole : undefined;
}

function writeDigits(bytes: Uint8Array, whole: number): Uint8Array {
  let at = maximumDigits;
  let rest = Math.abs(whole);
  do {
    const shorter = Math.floor(rest / 10);
    bytes[--at] = 48 + rest - 10 * shorter;
    rest = shorter;
  } while (rest > 0);
  if (whole < 0) bytes[--at] = 45;
  return bytes.subarray(at);
}

/** What has no text: the eight bytes of a number, or bytes as they are. */
function storedBytes(physical: PhysicalValues, place: number): Uint8Array {
  if (physical.type === 'bytes')
    return physical.bytes.subarray(physical.starts[place]!, physical.ends[place]!);
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  if (physical.type === 'int64') {
    view.setInt32(0, physical.words[2 * place + 1]!);
    view.setInt32(4, physical.words[2 * place]!);
  } else {
    view.setFloat64(0, physical.values[place]!);
  }
  return bytes;
}
