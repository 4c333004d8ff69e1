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

/**
 * What a reader must decode for a contract: its columns, in its order, then as identities those that are unique, and the id of rows
 * that labels are joined to.
 */
export function columnRequests({ columns }: Pick<Contract, 'columns'>): readonly ColumnRequest[] {
  return [
    ...columns.map(({ name, kind, dimension, unit, format }) => ({
      name,
      decoding: decodings[kind],
      ...(dimension === undefined ? {} : { dimension }),
      ...(unit === undefined && format === undefined ? {} : { times: { unit, format } }),
    })),
    ...identityColumns(columns).map(({ column }) => ({ name: column.name, decoding: 'identity' as const })),
  ];
}

/** A column that is asked for as identities, too. */
export interface IdentityPlace {
  /** Among the columns of the contract. */
  readonly index: number;
  readonly column: ColumnContract;
  /** Of its identities, among the columns of a block. */
  readonly place: number;
}

/** The columns whose values may occur once. */
export function uniqueColumns(columns: Contract['columns']): readonly IdentityPlace[] {
  return identityColumns(columns).filter(({ column }) => column.unique);
}

/** The id of rows that labels are joined to: the first column with that role, where there are predictions and labels. */
export function joinedId(columns: Contract['columns']): IdentityPlace | undefined {
  const index = joinedIndex(columns);
  return identityColumns(columns).find((one) => one.index === index);
}

function joinedIndex(columns: Contract['columns']): number {
  const isJoined =
    columns.some(({ role }) => role === 'prediction') && columns.some(({ role }) => role === 'label');
  return isJoined ? columns.findIndex(({ role }) => role === 'id') : -1;
}

function identityColumns(columns: Contract['columns']): readonly IdentityPlace[] {
  const joined = joinedIndex(columns);
  return columns
    .map((column, index) => ({ column, index }))
    .filter(({ column, index }) => column.unique || index === joined)
    .map((identity, order) => ({ ...identity, place: columns.length + order }));
}
