import { parseBoolean } from '../../block/cell-grammar.ts';
import { type Column, cellState } from '../../block/column-block.ts';
import { addText } from './add-texts.ts';
import type { Found } from './found.ts';
import { mostOdd } from './odd-texts.ts';
import type { BlockCells } from './reading.ts';
import { countPresent, tallyStates } from './tally-states.ts';

/** Cells that are no numbers are looked at one by one up to this many: more are no oddity. */
export const mostLookedAt = 20_000;

/** Numbers or times, and what else stands among them. @returns whether the reading fits */
export function addNumbers(
  reading: 'number' | 'timestamp',
  found: Found,
  column: Column,
  { raw }: BlockCells,
): boolean {
  if (column.type !== 'numbers') return false;
  const { values, states } = column;
  const unparsable = tallyStates(found, states);
  const present = countPresent(states);
  found.counts[reading === 'number' ? 'numbers' : 'timestamps'] += present;
  if (reading === 'number') found.numbers.add(values, states);
  if (unparsable === 0) return true;
  found.lookedAt += unparsable;
  if (found.lookedAt > mostLookedAt) return false;
  for (let row = 0; row < states.length; row++) {
    if (states[row] !== cellState.unparsable) continue;
    const cell = raw(row);
    if (typeof cell === 'number' && reading === 'number') addInfinite(found, cell);
    else if (typeof cell === 'string' && !(found.isText && isRegularElsewhere(cell))) addText(found, cell, 1);
    else return false;
  }
  return found.odd.size < mostOdd;
}

/** Whether a text must not be taken for missing: other columns may be full of it. */
function isRegularElsewhere(text: string): boolean {
  return parseBoolean(text) !== undefined;
}

/** @returns whether all are booleans */
export function addBooleans(found: Found, { states }: Column): boolean {
  found.counts.booleans += countPresent(states);
  return tallyStates(found, states) === 0;
}

/** By the names that readers have for infinities among missing tokens. */
export function addInfinite({ counts, infinite }: Found, value: number): void {
  counts.infinite++;
  infinite.set(String(value), (infinite.get(String(value)) ?? 0) + 1);
}
