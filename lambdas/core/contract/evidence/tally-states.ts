import { areZero } from '../../block/all-zero.ts';
import { type Column, cellState } from '../../block/column-block.ts';
import { type Found, skipped } from './found.ts';
import type { BlockCells } from './reading.ts';

/** The states of faulty rows, whose cells are all unparsable, say nothing of the column. */
export function withoutFaults(column: Column, { rows, faults }: BlockCells): Column {
  if (areZero(faults, rows)) return column;
  const states = Uint8Array.from(column.states);
  for (let row = 0; row < rows; row++) if (faults[row] !== 0) states[row] = skipped;
  return { ...column, states };
}

/** Rows of a file that has no such column yet. */
export function addAbsent({ tally }: Found, { rows, faults }: BlockCells): void {
  for (let row = 0; row < rows; row++) if (faults[row] === 0) tally[cellState.missing]!++;
}

/** Counts the states of a block. @returns how many cells are unparsable */
export function tallyStates({ tally }: Found, states: Uint8Array): number {
  const before = tally[cellState.unparsable]!;
  const rows = states.length;
  if (areZero(states, rows)) return 0;
  for (let row = 0; row < rows; row++) tally[states[row]!]!++;
  return tally[cellState.unparsable]! - before;
}

/** How many cells are present. */
export function countPresent(states: Uint8Array): number {
  const rows = states.length;
  if (areZero(states, rows)) return rows;
  let present = 0;
  for (let row = 0; row < rows; row++) present += +(states[row] === cellState.present);
  return present;
}
