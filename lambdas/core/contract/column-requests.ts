import type { ColumnRequest, Decoding } from '../block/column-request.ts';
import type { Contract, Kind } from './contract.ts';

const decodings: Readonly<Record<Kind, Decoding>> = {
  numeric: 'number',
  integer: 'integer',
  categorical: 'category',
  boolean: 'boolean',
  timestamp: 'timestamp',
  text: 'text',
};

/** What a reader must decode for a contract: its columns, in its order. */
export function columnRequests(contract: Contract): readonly ColumnRequest[] {
  return contract.columns.map(({ name, kind }) => ({ name, decoding: decodings[kind] }));
}
