import { type Column, cellState } from '../../core/block/column-block.ts';
import type { DecoderSetting } from '../decoder-setting.ts';
import { type MissingTokens, missingState } from '../missing-tokens.ts';
import { cellType } from './json-layout.ts';

/** The cells of one column of one block. */
export interface TypedCells {
  /** Goes on `slackBytes` behind the last cell. */
  readonly bytes: Uint8Array;
  /** The same memory. */
  readonly view: DataView;
  readonly buffer: Buffer;
  /** Of texts and numbers their bytes, of booleans their word. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly types: Uint8Array;
}

/** Decodes one column of one block, by the rules of `Decoding`. Writes over the arrays of the block before. */
export type TypedDecoder = (cells: TypedCells, rowCount: number) => Column;

/** State of a cell that is not of the column's type: a missing one, a text that means missing, or unparsable. */
export function otherState({ missing }: DecoderSetting, cells: TypedCells, row: number): number {
  switch (cells.types[row]) {
    case cellType.absent:
    case cellType.null:
      return missing.emptyState || cellState.missing;
    case cellType.text:
      return missingState(missing, cells.bytes, cells.starts[row]!, cells.ends[row]!) || cellState.unparsable;
    case cellType.number:
      return infiniteState(missing, cells, row) || cellState.unparsable;
    default:
      return cellState.unparsable;
  }
}

/** State of a number where that is `NaN` or too large for a double, and such are missing; else 0. */
function infiniteState(
  { infinite }: MissingTokens,
  { buffer, starts, ends }: TypedCells,
  row: number,
): number {
  if (!infinite.any) return 0;
  const value = Number(buffer.toString('latin1', starts[row], ends[row]));
  if (Number.isFinite(value)) return 0;
  if (Number.isNaN(value)) return infinite.nan;
  return value > 0 ? infinite.positive : infinite.negative;
}

/** Behind the cells from `row` on that are of the same type. */
export function runEnd(types: Uint8Array, row: number, rowCount: number): number {
  const type = types[row];
  let end = row + 1;
  while (end < rowCount && types[end] === type) end++;
  return end;
}
