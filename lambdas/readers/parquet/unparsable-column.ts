import { type Column, cellState, type VectorColumn } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';

/** A list or struct where a value of its own is due. */
export function unparsableColumn({ decoding, dimension = 0 }: ColumnRequest, rowCount: number): Column {
  const states = new Uint8Array(rowCount).fill(cellState.unparsable);
  switch (decoding) {
    case 'number':
    case 'integer':
    case 'timestamp':
      return { type: 'numbers', values: new Float64Array(rowCount), states };
    case 'boolean':
    case 'category':
      return { type: 'codes', codes: new Uint32Array(rowCount), dictionary: [], states };
    case 'text':
      return { type: 'texts', lengths: new Uint32Array(rowCount), at: () => '', states };
    case 'vector':
      return noVectors(dimension, states);
    case 'identity':
      return { type: 'identities', low: new Uint32Array(rowCount), high: new Uint32Array(rowCount), states };
    default:
      return decoding satisfies never;
  }
}

/** Where no cell is a vector. */
export function noVectors(dimension: number, states: Uint8Array): VectorColumn {
  const lengths = new Uint32Array(states.length);
  return { type: 'vectors', dimension, values: new Float64Array(0), lengths, states };
}
