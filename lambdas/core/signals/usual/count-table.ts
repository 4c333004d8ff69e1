import type { BlockColumn } from './block.ts';

/** A row of counts for each block: of each bin, the last of rows without a value. */
export interface CountTable {
  readonly width: number;
  readonly counts: Uint32Array;
}

/** @param bins  how many there are of values */
export function countTable(bins: number, blocks: number): CountTable {
  return { width: bins + 1, counts: new Uint32Array((bins + 1) * blocks) };
}

/** What each block has. */
export function ofTable(
  { width, counts }: CountTable,
  blocks: number,
): readonly Pick<BlockColumn, 'counts' | 'values'>[] {
  return Array.from({ length: blocks }, (_, block) => {
    const of = counts.subarray(block * width, (block + 1) * width - 1);
    return { counts: of, values: of.reduce((sum, count) => sum + count, 0) };
  });
}
