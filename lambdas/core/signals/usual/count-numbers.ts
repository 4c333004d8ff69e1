import { type NumberBins, noBin } from '../../columns/reference-bins.ts';
import type { BothSides } from './block.ts';
import { coarseBinOfCuts } from './coarse.ts';
import { type CountTable, countTable, ofTable } from './count-table.ts';
import { pileOfBins } from './piles.ts';
import type { ValuesByBlock } from './rows-by-block.ts';

/** Counts numbers by block. @param piles  see `pilesOf` */
export function countNumbers(
  bins: NumberBins,
  coarse: NumberBins,
  piles: number,
  blocks: number,
): ValuesByBlock {
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
