import { cellState } from '../../core/block/column-block.ts';
import { identityHash } from '../identity-hash.ts';
import { missingState, notFiniteState, nullState } from '../missing-tokens.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { notFiniteAt } from './exact-values.ts';
import type { PhysicalValues } from './physical-values.ts';

/** Fills hashes of values as the file stores them: an integer of 64 bits by all of them, a text by its bytes. */
export function identityBlockColumn(kind: CellKind, { rowCapacity, missing }: BlockSetting): BlockColumn {
  const hash = identityHash(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  const stored = storedBytes();
  const ofNull = nullState(missing);
  const ofNotFinite = notFiniteState(missing);

  function write(physical: PhysicalValues, place: number, row: number): number {
    if (physical.type === 'bytes') {
      const { bytes, starts, ends } = physical;
      const state = kind.type === 'text' ? missingState(missing, bytes, starts[place]!, ends[place]!) : 0;
      if (state === cellState.present) hash.write(bytes, starts[place]!, ends[place]!, row);
      return state;
    }
    const notFinite = notFiniteAt(physical, kind, place);
    const state = notFinite === undefined ? cellState.unparsable : ofNotFinite(notFinite);
    if (state >= cellState.missing) return state;
    stored.put(physical, place);
    hash.write(stored.bytes, 0, stored.bytes.length, row);
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

/** The eight bytes of a value that is not bytes already. */
function storedBytes() {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  return {
    bytes,
    put: (physical: Exclude<PhysicalValues, { readonly type: 'bytes' }>, place: number): void => {
      if (physical.type === 'floats') {
        view.setFloat64(0, physical.values[place]!);
      } else if (physical.type === 'int64') {
        view.setInt32(0, physical.words[2 * place + 1]!);
        view.setInt32(4, physical.words[2 * place]!);
      } else {
        view.setInt32(0, 0);
        view.setInt32(4, physical.values[place]!);
      }
    },
  };
}
