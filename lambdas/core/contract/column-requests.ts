import type { ColumnRequest, Decoding } from '../block/column-request.ts';
import type { ColumnContract, Contract } from './contract.ts';
import type { Kind } from './terms.ts';

const decodings: Readonly<Record<Kind, Decoding>> = {
  numeric: 'number',
  integer: 'integer',
  categorical: 'category',
  boolean: 'boolean',
  timestamp: 'timestamp',
  text: 'text',
  vector: 'vector',
};

/** What a reader must decode for a contract: its columns, in its order, then the unique ones again as identities. */
export function columnRequests({ columns }: Contract): readonly ColumnRequest[] {
  return [
    ...columns.map(({ name, kind, dimension, unit, format }) => ({
      name,
      decoding: decodings[kind],
      ...(dimension === undefined ? {} : { dimension }),
      ...(unit === undefined && format === undefined ? {} : { times: { unit, format } }),
    })),
    ...uniqueColumns(columns).map(({ column }) => ({ name: column.name, decoding: 'identity' as const })),
  ];
}

/** The columns whose values may occur once, and where their identities are in a block. */
export function uniqueColumns(
  columns: Contract['columns'],
): readonly { readonly index: number; readonly column: ColumnContract; readonly place: number }[] {
  return columns
    .map((column, index) => ({ index, column }))
    .filter(({ column }) => column.unique)
    .map((unique, order) => ({ ...unique, place: columns.length + order }));
}
