import { type ColumnBlock, cellState, type IdentityColumn } from '../../block/column-block.ts';
import { uniqueColumns } from '../column-requests.ts';
import type { Contract } from '../contract.ts';
import { identitySet } from './identity-set.ts';

/**
 * Values that a batch is searched for duplicates of, over all unique columns together: so many take 128 MiB at most.
 * Values beyond are still held against those before.
 */
const maximumIdentities = 5_000_000;

/** Finds rows whose value in a unique column an earlier row of the batch has. Keeps what it saw: one a pass. */
export interface IdentityTracker {
  /**
   * Marks the later rows of a block as refused. A row counts as earlier whatever else is wrong with it; missing
   * values are never the same. Blocks come in the order of the batch.
   */
  readonly check: (block: ColumnBlock, refused: Uint8Array) => void;
  /** Columns of the contract in which a row of the last block repeats an earlier one. */
  readonly repeatedColumns: (row: number) => readonly number[];
  /** What could not be checked, a sentence each. */
  readonly notes: () => readonly string[];
}

/** @param capacity  values kept at most, over all columns */
export function trackIdentities(contract: Contract, capacity = maximumIdentities): IdentityTracker {
  const unique = uniqueColumns(contract.columns);
  const share = Math.floor(capacity / Math.max(1, unique.length));
  const tracked = unique.map(({ index, column, place }) => ({
    index,
    name: column.name,
    place,
    seen: identitySet(share),
    repeated: new Uint8Array(0),
  }));
  return {
    check(block, refused) {
      for (const one of tracked) {
        if (one.repeated.length < block.rowCount) one.repeated = new Uint8Array(block.rowCount);
        one.repeated.fill(0);
        const column = block.columns[one.place];
        if (column?.type !== 'identities') continue;
        markRepeated(column, one.seen.add, one.repeated, refused);
      }
    },
    repeatedColumns: (row) => tracked.filter(({ repeated }) => repeated[row] === 1).map(({ index }) => index),
    notes: () =>
      tracked
        .filter(({ seen }) => seen.isFull())
        .map(
          ({ name, seen }) =>
            `values of ${JSON.stringify(name)} were searched for duplicates of the first ${seen.size()} different ones only: there are more than fit into memory`,
        ),
  };
}

/** Rows of a batch, by their numbers from 0. */
export interface RowSet {
  readonly has: (row: number) => boolean;
}

/**
 * The same where other rows of the batch are read elsewhere, and what was found over all of them is known.
 *
 * @param repeated  rows that repeat an earlier one, of each unique column in their order
 */
export function knownIdentities({ columns }: Contract, repeated: readonly RowSet[]): IdentityTracker {
  const known = uniqueColumns(columns).map(({ index }, place) => ({ index, rows: repeated[place]! }));
  let firstRow = 0;
  return {
    check(block, refused) {
      firstRow = block.firstRow;
      for (const { rows } of known)
        for (let row = 0; row < refused.length; row++) if (rows.has(firstRow + row)) refused[row] = 1;
    },
    repeatedColumns: (row) => known.filter(({ rows }) => rows.has(firstRow + row)).map(({ index }) => index),
    notes: () => [],
  };
}

function markRepeated(
  { low, high, states }: IdentityColumn,
  add: (low: number, high: number) => boolean,
  repeated: Uint8Array,
  refused: Uint8Array,
): void {
  for (let row = 0; row < refused.length; row++) {
    if (states[row] !== cellState.present || !add(low[row]!, high[row]!)) continue;
    repeated[row] = 1;
    refused[row] = 1;
  }
}
