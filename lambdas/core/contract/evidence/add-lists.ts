import { type Column, cellState } from '../../block/column-block.ts';
import type { Found } from './found.ts';
import { tallyStates } from './tally-states.ts';

/** @returns whether all are lists of numbers */
export function addVectors(found: Found, column: Column): boolean {
  if (column.type !== 'vectors' || tallyStates(found, column.states) > 0) return false;
  for (let row = 0; row < column.states.length; row++)
    if (column.states[row] === cellState.present) addList(found, column.lengths[row]!, 1);
  return true;
}

/** A list of numbers that was seen so many times. */
export function addList({ counts, lengths }: Found, length: number, times: number): void {
  counts.lists += times;
  lengths.set(length, (lengths.get(length) ?? 0) + times);
}
