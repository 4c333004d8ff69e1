import * as z from 'zod';
import { kernelRows } from '../../../simd/kernels.ts';
import type { ColumnBlock } from '../../block/column-block.ts';
import { countAccepted } from '../../block/count-accepted.ts';
import { compileRowHashes, smallHashes } from './row-hashes.ts';

const count = z.int().min(0);

/** Different rows that are kept of a batch at most. */
export const mostKept = 2048;

/**
 * The rows of a batch by what they say, as a sample of the different ones: those with the smallest hashes, each with how often it
 * came. A bottom-k sample: any row is in it by its content alone, so that copies are in it together, whatever part they are in.
 */
export const repeatedRowsSchema = z.object({
  /** Ascending, whole numbers below 2^48. */
  hashes: z.array(count),
  /** Accepted rows of each of them. */
  counts: z.array(count),
  /** Accepted rows in all. */
  rows: count,
});

export type RepeatedRows = z.infer<typeof repeatedRowsSchema>;

/** Of no row: the identity of {@link mergeRepeatedRows}. */
export const noRepeatedRows: RepeatedRows = { hashes: [], counts: [], rows: 0 };

/** Of two sets of rows together. Commutative and associative, exactly. */
export function mergeRepeatedRows(a: RepeatedRows, b: RepeatedRows): RepeatedRows {
  const counts = new Map<number, number>();
  for (const { hashes, counts: own } of [a, b])
    for (const [index, hash] of hashes.entries()) counts.set(hash, (counts.get(hash) ?? 0) + own[index]!);
  return keptOf(counts, a.rows + b.rows);
}

function keptOf(counts: ReadonlyMap<number, number>, rows: number): RepeatedRows {
  const hashes = [...counts.keys()].sort((a, b) => a - b).slice(0, mostKept);
  return { hashes, counts: hashes.map((hash) => counts.get(hash)!), rows };
}

/** A running {@link RepeatedRows}. */
export interface RepeatedRowsAccumulator {
  /** @param refused  1 where the row broke the contract: it is not counted */
  add(block: ColumnBlock, refused: Uint8Array): void;
  repeatedRows(): RepeatedRows;
}

/**
 * Costs a few steps a cell, and one more for each row whose hash is small enough.
 *
 * @param columns  how many of a block's columns make a row: those of the contract, not the derived ones
 * @param except  place of one that makes no row another: the label, which may come later
 */
export function accumulateRepeatedRows(columns: number, except?: number): RepeatedRowsAccumulator {
  const hashRows = compileRowHashes(columns, except);
  let counts = new Map<number, number>();
  let highest = Number.POSITIVE_INFINITY;
  let rows = 0;

  function prune(): void {
    const kept = keptOf(counts, rows);
    counts = new Map(kept.hashes.map((hash, index) => [hash, kept.counts[index]!]));
    highest = kept.hashes.length < mostKept ? Number.POSITIVE_INFINITY : kept.hashes.at(-1)!;
  }

  function count(hashes: Float64Array): void {
    for (const hash of hashes) {
      if (hash > highest) continue;
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
      if (counts.size >= 2 * mostKept) prune();
    }
  }

  return {
    add(block, refused) {
      for (let from = 0; from < block.rowCount; from += kernelRows) {
        const to = Math.min(block.rowCount, from + kernelRows);
        hashRows(block, from, to);
        const accepted = refused.subarray(from, to);
        rows += countAccepted(accepted);
        count(smallHashes(accepted, highest));
      }
    },
    repeatedRows() {
      prune();
      return keptOf(counts, rows);
    },
  };
}
