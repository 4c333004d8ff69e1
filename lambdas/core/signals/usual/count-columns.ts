import { type Column, cellState, numbersByCode } from '../../block/column-block.ts';
import { type CategoryBins, type ColumnBins, type NumberBins, noBin } from '../../columns/reference-bins.ts';
import type { BlockColumn, BothSides } from './block.ts';
import { coarseBinOfCuts } from './coarse.ts';
import { pileOfBins } from './piles.ts';

/** Rows of a reference by block, in the order of the rows. */
export interface RowsByBlock {
  /** The block of each row; the last is that of rows in none. */
  readonly blockOf: Int32Array;
  /** 1 where the row broke the contract. */
  readonly refused: Uint8Array;
  /** Not 0 where the row could not be split into cells. */
  readonly faults: Uint8Array;
}

type ValuesOfBlock = Pick<BlockColumn, 'counts' | 'piles' | 'values' | 'unseen' | 'beyond'>;

/** Values of a column, counted by block. */
interface ValuesByBlock {
  /** @param bins  of the rows, found already, where the column is of numbers */
  add(column: Column, bins: Int32Array | undefined, rows: RowsByBlock): void;
  /** @param counts  rows of the whole reference by bin */
  blocks(counts: ArrayLike<number>): readonly ValuesOfBlock[];
}

/** One column of a reference, counted by block. */
export interface ColumnByBlock {
  add: ValuesByBlock['add'];
  blocks(counts: ArrayLike<number>): readonly BlockColumn[];
}

/** What the rows of a column are counted on. */
export interface ColumnSetting {
  readonly bins: ColumnBins;
  readonly coarse: ColumnBins;
  /** See `pilesOf`. */
  readonly piles: number;
  /** How many there are, with that of rows in none. */
  readonly blocks: number;
}

export function countColumn(setting: ColumnSetting): ColumnByBlock {
  const { blocks } = setting;
  const values = countValues(setting);
  const cells = new Uint32Array(blocks);
  const missing = new Uint32Array(blocks);
  const invalid = new Uint32Array(blocks);
  return {
    add(column, binsOfRows, rows) {
      countCells(column.states, rows, cells, missing, invalid);
      values.add(column, binsOfRows, rows);
    },
    blocks: (counts) =>
      values.blocks(counts).map((of, block) => ({
        cells: cells[block]!,
        missing: missing[block]!,
        invalid: invalid[block]!,
        ...of,
      })),
  };
}

function countCells(
  states: Uint8Array,
  { blockOf, faults }: RowsByBlock,
  cells: Uint32Array,
  missing: Uint32Array,
  invalid: Uint32Array,
): void {
  const rows = faults.length;
  for (let row = 0; row < rows; row++) {
    if (faults[row] !== 0) continue;
    const block = blockOf[row]!;
    cells[block]!++;
    const state = states[row]!;
    if (state === cellState.present) continue;
    if (state === cellState.unparsable) invalid[block]!++;
    else missing[block]!++;
  }
}

function countValues({ bins, coarse, piles, blocks }: ColumnSetting): ValuesByBlock {
  if (bins.type === 'numbers' && coarse.type === 'numbers') return countNumbers(bins, coarse, piles, blocks);
  if (bins.type === 'codes' && coarse.type === 'codes') return countCategories(bins, coarse, blocks);
  const none = { counts: undefined, piles: undefined, values: 0, unseen: undefined, beyond: undefined };
  return { add: () => {}, blocks: () => new Array<ValuesOfBlock>(blocks).fill(none) };
}

function countNumbers(bins: NumberBins, coarse: NumberBins, piles: number, blocks: number): ValuesByBlock {
  const coarseOf = coarseBinOfCuts(bins, coarse);
  const pileOf = pileOfBins(bins, piles);
  const table = countTable(2 * coarse.cuts.length + 1, blocks);
  const pileTable = countTable(piles, blocks);
  const lowest = new Int32Array(blocks).fill(2 * bins.cuts.length + 1);
  const highest = new Int32Array(blocks).fill(noBin);
  return {
    add(_, binsOfRows, { blockOf, refused }) {
      if (!binsOfRows) return;
      addBins(table, binsOfRows, coarseOf, blockOf, refused.length);
      addBins(pileTable, binsOfRows, pileOf, blockOf, refused.length);
      widenRanges(lowest, highest, binsOfRows, blockOf, refused.length);
    },
    blocks(counts) {
      const beyond = beyondOthers(lowest, highest, counts);
      const ofPiles = ofTable(pileTable, blocks);
      return ofTable(table, blocks).map((of, block) => ({
        ...of,
        piles: ofPiles[block]!.counts,
        unseen: undefined,
        beyond: beyond[block]!,
      }));
    },
  };
}

/** A row of counts for each block: of each bin, the last of rows without a value. */
interface CountTable {
  readonly width: number;
  readonly counts: Uint32Array;
}

function countTable(bins: number, blocks: number): CountTable {
  return { width: bins + 1, counts: new Uint32Array((bins + 1) * blocks) };
}

function ofTable(
  { width, counts }: CountTable,
  blocks: number,
): readonly Pick<BlockColumn, 'counts' | 'values'>[] {
  return Array.from({ length: blocks }, (_, block) => {
    const of = counts.subarray(block * width, (block + 1) * width - 1);
    return { counts: of, values: of.reduce((sum, count) => sum + count, 0) };
  });
}

// Loops of their own, over one index: see docs/architecture.md.

/** @param placeOf  the place of each bin in the table, at the index behind it: that of {@link noBin} is the last */
function addBins(
  { width, counts }: CountTable,
  bins: Int32Array,
  placeOf: Uint8Array,
  blockOf: Int32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) counts[blockOf[row]! * width + placeOf[bins[row]! - noBin]!]!++;
}

function widenRanges(
  lowest: Int32Array,
  highest: Int32Array,
  bins: Int32Array,
  blockOf: Int32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const bin = bins[row]!;
    if (bin === noBin) continue;
    const block = blockOf[row]!;
    if (bin < lowest[block]!) lowest[block] = bin;
    if (bin > highest[block]!) highest[block] = bin;
  }
}

/**
 * Values of each block beyond those of most others, as the records of blocks tell how far one more goes: on either side as many values
 * as the blocks with the farthest have on average beyond all others, for each of these. They are the square root of the blocks; with
 * exponential tails what is beyond their last neighbour has the same mean however many are taken.
 *
 * Beyond the lowest value of all other blocks all rows of the reference are of these few, so that they are counted on its finest bins.
 */
function beyondOthers(
  lowest: Int32Array,
  highest: Int32Array,
  counts: ArrayLike<number>,
): readonly BothSides[] {
  const { length } = lowest;
  const few = Math.ceil(Math.sqrt(length));
  if (few >= length) return new Array<BothSides>(length).fill({ below: 0, above: 0 });
  const ascending = Array.from(lowest.keys()).sort((a, b) => lowest[a]! - lowest[b]!);
  const descending = Array.from(highest.keys()).sort((a, b) => highest[b]! - highest[a]!);
  const below = countsBetween(counts, 0, lowest[ascending[few]!]!) / few;
  const above = countsBetween(counts, highest[descending[few]!]! + 1, counts.length) / few;
  const [farBelow, farAbove] = [new Set(ascending.slice(0, few)), new Set(descending.slice(0, few))];
  return Array.from({ length }, (_, block) => ({
    below: farBelow.has(block) ? below : 0,
    above: farAbove.has(block) ? above : 0,
  }));
}

/** @param to  not included */
function countsBetween(counts: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let bin = Math.max(0, from); bin < Math.min(to, counts.length); bin++) sum += counts[bin]!;
  return sum;
}

const nobody = -1;
const several = -2;

function countCategories(bins: CategoryBins, coarse: CategoryBins, blocks: number): ValuesByBlock {
  const coarseIndex = new Map(coarse.values.map((value, index) => [value, index]));
  const coarseOf = numbersByCode((value) => coarseIndex.get(value) ?? coarse.values.length);
  const binIndex = new Map(bins.values.map((value, bin) => [value, bin]));
  // One more, for values that are in no bin: there are none but of refused rows.
  const binOf = numbersByCode((value) => binIndex.get(value) ?? bins.values.length);
  const owners = new Int32Array(bins.values.length + 1).fill(nobody);
  const table = countTable(coarse.values.length + 1, blocks);
  return {
    add(column, _, { blockOf, refused }) {
      if (column.type !== 'codes') return;
      const { dictionary, codes, states } = column;
      const [ofCoarse, ofBins] = [coarseOf(dictionary), binOf(dictionary)];
      for (let row = 0; row < refused.length; row++) {
        if ((states[row]! | refused[row]!) !== cellState.present) continue;
        const [block, code] = [blockOf[row]!, codes[row]!];
        table.counts[block * table.width + ofCoarse[code]!]!++;
        const bin = ofBins[code]!;
        if (owners[bin] !== block) owners[bin] = owners[bin] === nobody ? block : several;
      }
    },
    blocks(counts) {
      const unseen = ownedAlone(owners, counts, blocks);
      return ofTable(table, blocks).map((of, block) => ({
        ...of,
        piles: undefined,
        unseen: bins.complete ? unseen[block] : undefined,
        beyond: undefined,
      }));
    },
  };
}

/** Rows of each block whose category no other block has. */
function ownedAlone(owners: Int32Array, counts: ArrayLike<number>, blocks: number): Float64Array {
  const alone = new Float64Array(blocks);
  for (let bin = 0; bin < counts.length; bin++) if (owners[bin]! >= 0) alone[owners[bin]!]! += counts[bin]!;
  return alone;
}
