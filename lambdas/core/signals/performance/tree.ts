import * as z from 'zod';
import { type Column, type ColumnBlock, cellState, numbersByCode } from '../../block/column-block.ts';

const leaf = z.int().min(0);

/** Leaves are numbered from left to right; a split parts those of [from, end) at `to`. */
const splitSchema = z.object({
  /** Of the contract. */
  column: z.int().min(0),
  /** Numbers below it go left. */
  below: z.number().optional(),
  /** In place of it, categories that go left; all others go right. */
  among: z.array(z.string()).optional(),
  /** Whether rows without a value go left. */
  missingLeft: z.boolean(),
  from: leaf,
  to: leaf,
  end: leaf,
});

/**
 * Cuts rows into leaves, by a few conditions on their columns. In any order; without a split there is one leaf. At most 32 leaves: those
 * that a row may be in are a bit each of one word.
 */
export const treeSchema = z.array(splitSchema).max(31);

export type Tree = z.infer<typeof treeSchema>;
export type Split = Tree[number];

/** How many leaves a tree has. */
export function leavesOf(tree: Tree): number {
  return tree.length + 1;
}

/** Writes the leaf of each row of a block; overwritten by the next. */
export type LeafFinder = (block: Pick<ColumnBlock, 'columns' | 'rowCount'>) => Uint8Array;

/**
 * Finds the leaves of rows, split by split over whole columns: a row begins with all leaves, and a split that it does not go
 * left at takes those on its left. The first that is left is its own.
 *
 * @see Lucchese et al. (2015), QuickScorer
 */
export function findLeaves(tree: Tree): LeafFinder {
  const splits = tree.map((split) => ({
    ...split,
    kept: ~bitsOf(split.from, split.to),
    codes: codesOf(split),
  }));
  let words = new Int32Array(0);
  let leaves = new Uint8Array(0);
  return ({ columns, rowCount }) => {
    if (leaves.length < rowCount) {
      words = new Int32Array(rowCount);
      leaves = new Uint8Array(rowCount);
    }
    if (splits.length === 0) return leaves;
    words.fill(-1, 0, rowCount);
    for (const split of splits) takeLeft(words, split, columns[split.column], rowCount);
    firstBits(words, leaves, rowCount);
    return leaves;
  };
}

function bitsOf(from: number, to: number): number {
  let bits = 0;
  for (let bit = from; bit < to; bit++) bits |= 1 << bit;
  return bits;
}

function codesOf({ among }: Split) {
  const left = new Set(among);
  return numbersByCode((value) => (left.has(value) ? 1 : 0));
}

type PreparedSplit = Split & { readonly kept: number; readonly codes: ReturnType<typeof codesOf> };

function takeLeft(words: Int32Array, split: PreparedSplit, column: Column | undefined, rows: number): void {
  const { kept, below, missingLeft } = split;
  const ofMissing = missingLeft ? -1 : kept;
  if (column?.type === 'numbers' && below !== undefined)
    ofNumbers(words, column.values, column.states, below, kept, ofMissing, rows);
  else if (column?.type === 'codes' && split.among)
    ofCodes(words, column.codes, column.states, split.codes(column.dictionary), kept, ofMissing, rows);
  else for (let row = 0; row < rows; row++) words[row]! &= ofMissing;
}

// Loops of their own: inside the closure above they would reach for its variables at every row.

function ofNumbers(
  words: Int32Array,
  values: Float64Array,
  states: Uint8Array,
  below: number,
  kept: number,
  ofMissing: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const ofValue = values[row]! < below ? -1 : kept;
    words[row]! &= states[row] === cellState.present ? ofValue : ofMissing;
  }
}

function ofCodes(
  words: Int32Array,
  codes: Uint32Array,
  states: Uint8Array,
  isLeft: readonly number[],
  kept: number,
  ofMissing: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    if (states[row] === cellState.present) words[row]! &= isLeft[codes[row]!] === 1 ? -1 : kept;
    else words[row]! &= ofMissing;
  }
}

function firstBits(words: Int32Array, leaves: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const word = words[row]!;
    leaves[row] = 31 - Math.clz32(word & -word);
  }
}
