import { cellState } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import { booleanBlockColumn } from './boolean-block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { codeBlockColumn } from './code-block-column.ts';
import { identityBlockColumn } from './identity-block-column.ts';
import { numberBlockColumn } from './number-block-column.ts';
import { textBlockColumn } from './text-block-column.ts';
import { noVectors } from './unparsable-column.ts';

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
      return singleValues(dimension, kind, setting);
    case 'identity':
      return identityBlockColumn(kind, setting);
    default:
      return decoding satisfies never;
  }
}

/** A column of single values has no vectors: what is not missing is unparsable. */
function singleValues(dimension: number, kind: CellKind, setting: BlockSetting): BlockColumn {
  const numbers = numberBlockColumn('number', kind, setting);
  return {
    ...numbers,
    column: (rowCount) => {
      const { states } = numbers.column(rowCount);
      for (let row = 0; row < rowCount; row++)
        if (states[row] === cellState.present) states[row] = cellState.unparsable;
      return noVectors(dimension, states);
    },
  };
}
