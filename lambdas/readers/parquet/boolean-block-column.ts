import { cellState } from '../../core/block/column-block.ts';
import { booleanDictionary } from '../decode-boolean.ts';
import { missingState, notFiniteState, nullState } from '../missing-tokens.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { notFiniteAt } from './exact-values.ts';
import type { PhysicalValues } from './physical-values.ts';

/** Fills the codes of `false` and `true`; values of another kind are unparsable, or a missing token. */
export function booleanBlockColumn(kind: CellKind, { rowCapacity, missing }: BlockSetting): BlockColumn {
  const codes = new Uint32Array(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  const ofNull = nullState(missing);
  const ofNotFinite = notFiniteState(missing);

  function stateOf(physical: PhysicalValues, index: number): number {
    if (physical.type === 'booleans') return cellState.present;
    const notFinite = notFiniteAt(physical, kind, index);
    if (notFinite !== undefined) return ofNotFinite(notFinite);
    if (kind.type !== 'text' || physical.type !== 'bytes') return cellState.unparsable;
    const { bytes, starts, ends } = physical;
    return missingState(missing, bytes, starts[index]!, ends[index]!) || cellState.unparsable;
  }

  return {
    begin: () => {},
    write: ({ page, row, value, count, at }) => {
      let next = value;
      for (let index = 0; index < count; index++) {
        if (page.present !== undefined && page.present[row + index] === 0) {
          states[at + index] = ofNull;
          continue;
        }
        const place = page.indices === undefined ? next : page.indices[next]!;
        next++;
        states[at + index] = stateOf(page.values, place);
        if (page.values.type === 'booleans') codes[at + index] = page.values.values[place]!;
      }
    },
    column: (rowCount) => ({
      type: 'codes',
      codes: codes.subarray(0, rowCount),
      dictionary: booleanDictionary,
      states: states.subarray(0, rowCount),
    }),
  };
}
