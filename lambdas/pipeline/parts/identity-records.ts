import * as z from 'zod';
import { cellState, type IdentityColumn } from '../../core/block/column-block.ts';

const count = z.int().min(0);

/**
 * `parts/<model>/<batchId>/identities-<i>.json`: how many records a part has, chunk by chunk, range by range and column by column. Those of a range lie
 * in `identities-<i>-<chunk>-<r>`, column behind column; where there are none there is no object.
 */
export const identitiesSchema = z.object({
  schemaVersion: z.literal(1),
  etag: z.string(),
  chunks: z.array(z.array(z.array(count))),
});

/** `parts/<model>/<batchId>/repeats-<r>.json`: parts with rows whose value an earlier row of the batch has; how many rows, column by column. */
export const repeatsSchema = z.object({
  schemaVersion: z.literal(1),
  etag: z.string(),
  /** Ranges there are. */
  of: z.int().min(1),
  parts: z.array(z.object({ i: count, counts: z.array(count) })),
});

/** Numbers of a record, each of 32 bits with the lowest byte first: both halves of a hash, and the row, from the first of its part on. */
export const recordLength = 3;

/** Records of one column, as they are read. */
export interface Records {
  /** Adds those of the rows [from, to) of a block. @param row  number of the first of them */
  readonly add: (column: IdentityColumn, from: number, to: number, row: number) => void;
  /** All that there are, which begin anew. */
  readonly take: () => Uint32Array;
}

/** Records without a limit: memory grows with them. */
export function collectRecords(): Records {
  let records = new Uint32Array(recordLength * 4096);
  let length = 0;
  return {
    add({ low, high, states }, from, to, row) {
      while (records.length - length < recordLength * (to - from)) {
        const grown = new Uint32Array(2 * records.length);
        grown.set(records);
        records = grown;
      }
      for (let at = from; at < to; at++) {
        if (states[at] !== cellState.present) continue;
        records[length] = low[at]!;
        records[length + 1] = high[at]!;
        records[length + 2] = row + at - from;
        length += recordLength;
      }
    },
    take() {
      const taken = records.subarray(0, length);
      length = 0;
      return taken;
    },
  };
}

/** Records of several columns that lie in one range: column behind column, and how many each has. */
export interface RangeOfRecords {
  readonly records: Uint32Array;
  readonly counts: readonly number[];
}

/** Records of several columns by ranges of their hashes; in each the columns follow one another, and records stay in their order. */
export function splitByRange(columns: readonly Uint32Array[], ranges: number): readonly RangeOfRecords[] {
  const counts = Array.from({ length: ranges }, () => columns.map(() => 0));
  for (const [place, records] of columns.entries())
    for (let at = 0; at < records.length; at += recordLength)
      counts[rangeOf(records[at + 1]!, ranges)]![place]!++;
  const split = counts.map((ofRange) => new Uint32Array(recordLength * sum(ofRange)));
  const next = split.map(() => 0);
  for (const records of columns)
    for (let at = 0; at < records.length; at += recordLength) {
      const range = rangeOf(records[at + 1]!, ranges);
      for (let part = 0; part < recordLength; part++) split[range]![next[range]!++] = records[at + part]!;
    }
  return split.map((records, range) => ({ records, counts: counts[range]! }));
}

/** Of some counts. */
export function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function rangeOf(high: number, ranges: number): number {
  return Math.floor((high / 2 ** 32) * ranges);
}
