import type { NumberBins } from '../../columns/reference-bins.ts';

/**
 * Where rows at one value are counted: the bins of a column, dealt out in turn, so that rows which move together fill all places alike
 * and a pile at one value fills one. With so many bins or fewer each has its own. A prime number: every second bin is a value.
 *
 * @param columns  of the yardstick; with many of them a place is not worth its memory
 */
export function pilesOf(columns: number): number {
  return columns <= 256 ? 251 : 61;
}

/** The place of each bin of cut points, at the index behind it; the first index is for no bin, which has the place behind the last. */
export function pileOfBins({ cuts }: NumberBins, piles: number): Uint8Array {
  const found = Uint8Array.from({ length: 2 * cuts.length + 2 }, (_, bin) => (bin + piles - 1) % piles);
  found[0] = piles;
  return found;
}

/** Counts on a column's bins as counts at the places. */
export function onPiles(counts: readonly number[], piles: number): readonly number[] {
  const sums = new Array<number>(piles).fill(0);
  for (const [bin, count] of counts.entries()) sums[bin % piles]! += count;
  return sums;
}
