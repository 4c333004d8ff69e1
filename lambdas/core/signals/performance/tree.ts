import * as z from 'zod';
import {
  type Column,
  type ColumnBlock,
  cellState,
  type NumberColumn,
  numbersByCode,
} from '../../block/column-block.ts';
import { binFinder } from '../../stats/bins/bin-finder.ts';

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
 * Finds the leaves of rows, column by column: a row begins with all leaves, and a split that it does not go left at takes those on its
 * left. The first that is left is its own. The splits on one column are one look-up: between their cuts they all come to the same.
 *
 * @see Lucchese et al. (2015), QuickScorer
 */
export function findLeaves(tree: Tree): LeafFinder {
  const columns = Array.from(
    Map.groupBy(tree, ({ column }) => column),
    ([column, splits]) => ({ column, keep: keepLeaves(splits) }),
  );
  let words = new Int32Array(0);
  let leaves = new Uint8Array(0);
  return (block) => {
    const { rowCount } = block;
    if (leaves.length < rowCount) {
      words = new Int32Array(rowCount);
      leaves = new Uint8Array(rowCount);
    }
    if (columns.length === 0) return leaves;
    words.fill(-1, 0, rowCount);
    for (const { column, keep } of columns) keep(words, block.columns[column], rowCount);
    firstBits(words, leaves, rowCount);
    return leaves;
  };
}

/** Takes the leaves from rows that they can't be in by the splits on one column. */
type KeepLeaves = (words: Int32Array, column: Column | undefined, rows: number) => void;

function keepLeaves(splits: readonly Split[]): KeepLeaves {
  const cuts = [...new Set(splits.flatMap(({ below }) => below ?? []))].sort((a, b) => a - b);
  // What goes left of a cut are the numbers that have no more cuts at or below them than that cut has.
  const byCuts = Int32Array.from({ length: cuts.length + 1 }, (_, passed) =>
    leavesKept(splits, ({ below }) => below !== undefined && passed <= cuts.indexOf(below)),
  );
  const byCode = numbersByCode((value) => leavesKept(splits, ({ among }) => among?.includes(value) ?? false));
  const ofMissing = leavesKept(splits, ({ missingLeft }) => missingLeft);
  const keepNumbers = cuts.length <= fewCuts ? byFewCuts(cuts) : bySearch(cuts);
  return (words, column, rows) => {
    if (column?.type === 'numbers' && cuts.length > 0) keepNumbers(words, column, byCuts, ofMissing, rows);
    else if (column?.type === 'codes' && cuts.length === 0)
      ofCodes(words, column.codes, column.states, byCode(column.dictionary), ofMissing, rows);
    else for (let row = 0; row < rows; row++) words[row] = words[row]! & ofMissing;
  };
}

/** @param byCuts  the leaves that are kept, by how many cuts are at or below the number */
type KeepNumbers = (
  words: Int32Array,
  column: NumberColumn,
  byCuts: Int32Array,
  ofMissing: number,
  rows: number,
) => void;

/** Up to so many cuts are held against every number: half of what it takes to search for its place among them. */
const fewCuts = 8;

function byFewCuts(cuts: readonly number[]): KeepNumbers {
  const padded = Float64Array.from({ length: fewCuts }, (_, cut) => cuts[cut] ?? Number.POSITIVE_INFINITY);
  return (words, { values, states }, byCuts, ofMissing, rows) =>
    ofFewCuts(words, values, states, padded, byCuts, ofMissing, rows);
}

function bySearch(cuts: readonly number[]): KeepNumbers {
  const findBins = binFinder(cuts);
  let bins = new Int32Array(0);
  return (words, { values, states }, byCuts, ofMissing, rows) => {
    if (bins.length < rows) bins = new Int32Array(rows);
    findBins(values.length === rows ? values : values.subarray(0, rows), bins);
    ofBins(words, bins, states, byCuts, ofMissing, rows);
  };
}

/** A bit for each leaf that is left by splits. */
function leavesKept(splits: readonly Split[], goesLeft: (split: Split) => boolean): number {
  return splits.reduce((word, split) => (goesLeft(split) ? word : word & ~bitsOf(split.from, split.to)), -1);
}

function bitsOf(from: number, to: number): number {
  let bits = 0;
  for (let bit = from; bit < to; bit++) bits |= 1 << bit;
  return bits;
}

// Loops of their own: inside the closure above they would reach for its variables at every row.

/** Comparisons without a branch: the sum of a loop over cuts would have one a cut. */
function ofFewCuts(
  words: Int32Array,
  values: Float64Array,
  states: Uint8Array,
  cuts: Float64Array,
  byCuts: Int32Array,
  ofMissing: number,
  rows: number,
): void {
  const [a, b, c, d] = [cuts[0]!, cuts[1]!, cuts[2]!, cuts[3]!];
  const [e, f, g, h] = [cuts[4]!, cuts[5]!, cuts[6]!, cuts[7]!];
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    const low = +(value >= a) + +(value >= b) + +(value >= c) + +(value >= d);
    const passed = low + +(value >= e) + +(value >= f) + +(value >= g) + +(value >= h);
    words[row] = words[row]! & (states[row] === cellState.present ? byCuts[passed]! : ofMissing);
  }
}

function ofBins(
  words: Int32Array,
  bins: Int32Array,
  states: Uint8Array,
  byCuts: Int32Array,
  ofMissing: number,
  rows: number,
): void {
  // A bin below a cut, the cut itself, and so on.
  for (let row = 0; row < rows; row++)
    words[row] =
      words[row]! & (states[row] === cellState.present ? byCuts[(bins[row]! + 1) >> 1]! : ofMissing);
}

function ofCodes(
  words: Int32Array,
  codes: Uint32Array,
  states: Uint8Array,
  byCode: readonly number[],
  ofMissing: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row++)
    words[row] = words[row]! & (states[row] === cellState.present ? byCode[codes[row]!]! : ofMissing);
}

function firstBits(words: Int32Array, leaves: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const word = words[row]!;
    leaves[row] = 31 - Math.clz32(word & -word);
  }
}
