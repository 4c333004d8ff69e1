import { parseVector } from '../core/block/cell-grammar.ts';
import { cellState, type VectorColumn } from '../core/block/column-block.ts';

/** The vectors of a block, filled row by row and written over by the next block. */
export interface VectorRows {
  /** Puts the numbers of a JSON list into a row. @returns the row's state */
  readonly write: (text: string, row: number) => number;
  readonly column: (rowCount: number, states: Uint8Array) => VectorColumn;
}

/** @param rowCapacity  rows of a block at most */
export function vectorRows(rowCapacity: number, dimension: number): VectorRows {
  const values = new Float64Array(rowCapacity * dimension);
  const lengths = new Uint32Array(rowCapacity);
  return {
    write: (text, row) => {
      const numbers = parseVector(text);
      if (numbers === undefined) return cellState.unparsable;
      lengths[row] = numbers.length;
      if (numbers.length === dimension) values.set(numbers, row * dimension);
      return cellState.present;
    },
    column: (rowCount, states) => ({
      type: 'vectors',
      dimension,
      values: values.subarray(0, rowCount * dimension),
      lengths: lengths.subarray(0, rowCount),
      states,
    }),
  };
}
