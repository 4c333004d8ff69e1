import { cellState } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import { booleanBlockColumn } from './boolean-block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { codeBlockColumn } from './code-block-column.ts';
import { identityBlockColumn } from './identity-block-column.ts';
import { nullState } from './null-state.ts';
import { numberBlockColumn } from './number-block-column.ts';
import { textBlockColumn } from './text-block-column.ts';

/** The column that a decoding asks for, of values of a kind. */
export function openBlockColumn(
  { decoding, dimension = 0 }: Omit<ColumnRequest, 'name'>,
  kind: CellKind,
  setting: BlockSetting,
): BlockColumn {
  switch (decoding) {
    case 'number':
    case 'integer':
    case 'timestamp':
      return numberBlockColumn(decoding, kind, setting);
    case 'boolean':
      return booleanBlockColumn(kind, setting);
    case 'category':
      return codeBlockColumn(kind, setting);
    case 'text':
      return textBlockColumn(kind, setting);
    case 'vector':
      return noVectors(dimension, setting);
    case 'identity':
      return identityBlockColumn(kind, setting);
    default:
      return decoding satisfies never;
  }
}

/** A column of single values has no vectors: what is not null is unparsable. */
function noVectors(dimension: number, { rowCapacity, missing }: BlockSetting): BlockColumn {
  const states = new Uint8Array(rowCapacity);
  const ofNull = nullState(missing);
  return {
    begin: () => {},
    write: ({ page: { present }, row, count, at }) => {
      for (let index = 0; index < count; index++) {
        states[at + index] =
          present !== undefined && present[row + index] === 0 ? ofNull : cellState.unparsable;
      }
    },
    column: (rowCount) => ({
      type: 'vectors',
      dimension,
      values: new Float64Array(0),
      lengths: new Uint32Array(rowCount),
      states: states.subarray(0, rowCount),
    }),
  };
}
