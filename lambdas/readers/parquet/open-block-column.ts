import type { Decoding } from '../../core/block/column-request.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import { booleanBlockColumn } from './boolean-block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { codeBlockColumn } from './code-block-column.ts';
import { numberBlockColumn } from './number-block-column.ts';
import { textBlockColumn } from './text-block-column.ts';

/** The column that a decoding asks for, of values of a kind. */
export function openBlockColumn(decoding: Decoding, kind: CellKind, setting: BlockSetting): BlockColumn {
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
    default:
      return decoding satisfies never;
  }
}
