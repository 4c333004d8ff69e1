import * as z from 'zod';
import { areZero } from '../block/all-zero.ts';
import { type Column, cellState } from '../block/column-block.ts';

const count = z.int().min(0);

/** How the cells of a column were spelled, over all rows that could be split into cells, refused ones too. */
export const cellCountsSchema = z.object({
  present: count,
  /** Text that is no value of the column's kind. */
  unparsable: count,
  /** One for each missing token of the contract, in its order; one for nulls where the contract has no token. */
  missing: z.array(count),
});

/** How many cells of a column are present, unparsable and missing, by their spelling. */
export type CellCounts = z.infer<typeof cellCountsSchema>;

/** Counts of no cell at all: the identity of {@link mergeCellCounts}. */
export function noCells(missingTokens: number): CellCounts {
  return { present: 0, unparsable: 0, missing: new Array<number>(missingSpellings(missingTokens)).fill(0) };
}

/**
 * Counts of two sets of rows together. Commutative and associative, exactly.
 *
 * @throws RangeError when the two were counted with different missing tokens
 */
export function mergeCellCounts(a: CellCounts, b: CellCounts): CellCounts {
  if (a.missing.length !== b.missing.length) {
    throw new RangeError(
      `mergeCellCounts: requires ${a.missing.length} missing tokens, found ${b.missing.length}`,
    );
  }
  return {
    present: a.present + b.present,
    unparsable: a.unparsable + b.unparsable,
    missing: a.missing.map((n, token) => n + b.missing[token]!),
  };
}

/** All missing cells, whatever their spelling. */
export function missingCount({ missing }: CellCounts): number {
  return missing.reduce((sum, n) => sum + n, 0);
}

/** All cells: present, unparsable and missing. */
export function cellCount(counts: CellCounts): number {
  return counts.present + counts.unparsable + missingCount(counts);
}

/**
 * Adds the cells of a block to running counts.
 *
 * @param byState  one count a state, length 2 + number of missing tokens; changed in place
 * @param faults  rows that could not be split into cells: not counted
 */
export function countStates(byState: Float64Array, column: Column, faults: Uint8Array): void {
  // Most blocks hold present cells alone, which need no count one by one.
  const rows = faults.length;
  if (areZero(column.states, rows) && areZero(faults, rows)) byState[cellState.present]! += rows;
  else countEach(byState, column.states, faults);
}

function countEach(byState: Float64Array, states: Uint8Array, faults: Uint8Array): void {
  const rows = faults.length;
  for (let row = 0; row < rows; row++) if (faults[row] === 0) byState[states[row]!]!++;
}

/** Running counts as a value. */
export function cellCountsFrom(byState: Float64Array): CellCounts {
  const [present = 0, unparsable = 0, ...missing] = byState;
  return { present, unparsable, missing };
}

/** Length of the running counts for a number of missing tokens. */
export function stateCount(missingTokens: number): number {
  return cellState.missing + missingSpellings(missingTokens);
}

/** Ways in which a cell can be missing: a null counts as the first token, and is missing without any. */
function missingSpellings(missingTokens: number): number {
  return Math.max(1, missingTokens);
}
