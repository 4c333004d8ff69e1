import * as z from 'zod';
import { type Column, type ColumnBlock, cellState } from '../../block/column-block.ts';
import { hashText, mixBits } from '../../block/hash.ts';

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
  const hashColumns = Array.from({ length: columns }, (_, index) =>
    index === except ? () => {} : hashColumn(index),
  );
  let counts = new Map<number, number>();
  let highest = Number.POSITIVE_INFINITY;
  let rows = 0;
  let high = new Int32Array(0);
  let low = new Int32Array(0);

  function prune(): void {
    const kept = keptOf(counts, rows);
    counts = new Map(kept.hashes.map((hash, index) => [hash, kept.counts[index]!]));
    highest = kept.hashes.length < mostKept ? Number.POSITIVE_INFINITY : kept.hashes.at(-1)!;
  }

  return {
    add(block, refused) {
      if (high.length < block.rowCount)
        [high, low] = [new Int32Array(block.rowCount), new Int32Array(block.rowCount)];
      high.fill(0, 0, block.rowCount);
      low.fill(0, 0, block.rowCount);
      for (const [index, add] of hashColumns.entries()) add(block.columns[index], high, low, block.rowCount);
      for (let row = 0; row < block.rowCount; row++) {
        if (refused[row] !== 0) continue;
        rows++;
        const hash = (mixBits(high[row]!) >>> 0) * 65_536 + (low[row]! >>> 16);
        if (hash > highest) continue;
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
        if (counts.size >= 2 * mostKept) prune();
      }
    },
    repeatedRows() {
      prune();
      return keptOf(counts, rows);
    },
  };
}

/** Takes the cells of a column into two running hashes of each row. */
type HashColumn = (column: Column | undefined, high: Int32Array, low: Int32Array, rows: number) => void;

/** Cells that are missing are alike, however they are spelled, and so are those that cannot be read. */
const noValue = 0x2545f491;

function hashColumn(index: number): HashColumn {
  // The same value in another column makes another row.
  const seed = mixBits(index + 1);
  let dictionary: readonly string[] | undefined;
  let codes = new Int32Array(0);
  let known = 0;

  function hashesOf(texts: readonly string[]): Int32Array {
    if (texts !== dictionary) known = 0;
    dictionary = texts;
    if (codes.length < texts.length) {
      const more = new Int32Array(2 * texts.length);
      more.set(codes.subarray(0, known));
      codes = more;
    }
    for (; known < texts.length; known++) codes[known] = hashText(texts[known]!);
    return codes;
  }

  return (column, high, low, rows) => {
    if (!column) return;
    switch (column.type) {
      case 'numbers':
        return hashNumbers(column.values, column.states, seed, high, low, rows);
      case 'codes':
        return hashCodes(column.codes, hashesOf(column.dictionary), column.states, seed, high, low, rows);
      case 'identities':
        return hashIdentities(column, seed, high, low, rows);
      case 'texts':
        for (let row = 0; row < rows; row++)
          step(
            high,
            low,
            row,
            seed,
            column.states[row] === cellState.present ? hashText(column.at(row)) : noValue,
          );
        return;
      case 'vectors':
        return hashVectors(column, seed, high, low, rows);
      default:
        return column satisfies never;
    }
  };
}

function step(high: Int32Array, low: Int32Array, row: number, seed: number, value: number): void {
  const mixed = Math.imul(value ^ seed, 0x9e3779b1);
  high[row] = Math.imul(high[row]! ^ mixed ^ (mixed >>> 15), 0x85ebca6b);
  low[row] = Math.imul((low[row]! << 5) ^ (low[row]! >>> 27) ^ mixed, 0xc2b2ae35);
}

// Loops of their own, with the steps written out: inside the closure above they would reach for its variables at every row.

function hashNumbers(
  values: Float64Array,
  states: Uint8Array,
  seed: number,
  high: Int32Array,
  low: Int32Array,
  rows: number,
): void {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * rows);
  for (let row = 0; row < rows; row++) {
    // 0 and -0 are one value.
    const bits = values[row] === 0 ? 0 : Math.imul(words[2 * row]!, 0x27d4eb2f) ^ words[2 * row + 1]!;
    const value = states[row] === 0 ? bits : noValue;
    const mixed = Math.imul(value ^ seed, 0x9e3779b1);
    high[row] = Math.imul(high[row]! ^ mixed ^ (mixed >>> 15), 0x85ebca6b);
    low[row] = Math.imul((low[row]! << 5) ^ (low[row]! >>> 27) ^ mixed, 0xc2b2ae35);
  }
}

function hashCodes(
  codes: Uint32Array,
  hashes: Int32Array,
  states: Uint8Array,
  seed: number,
  high: Int32Array,
  low: Int32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const value = states[row] === 0 ? hashes[codes[row]!]! : noValue;
    const mixed = Math.imul(value ^ seed, 0x9e3779b1);
    high[row] = Math.imul(high[row]! ^ mixed ^ (mixed >>> 15), 0x85ebca6b);
    low[row] = Math.imul((low[row]! << 5) ^ (low[row]! >>> 27) ^ mixed, 0xc2b2ae35);
  }
}

function hashIdentities(
  { low: first, high: second, states }: Extract<Column, { readonly type: 'identities' }>,
  seed: number,
  high: Int32Array,
  low: Int32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++)
    step(
      high,
      low,
      row,
      seed,
      states[row] === 0 ? first[row]! ^ Math.imul(second[row]!, 0x27d4eb2f) : noValue,
    );
}

function hashVectors(
  { values, lengths, dimension, states }: Extract<Column, { readonly type: 'vectors' }>,
  seed: number,
  high: Int32Array,
  low: Int32Array,
  rows: number,
): void {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * dimension * rows);
  const bitsOf = (at: number) =>
    values[at] === 0 ? 0 : Math.imul(words[2 * at]!, 0x27d4eb2f) ^ words[2 * at + 1]!;
  for (let row = 0; row < rows; row++) {
    let value = states[row] === 0 ? lengths[row]! : noValue;
    const from = dimension * row;
    const to = states[row] === 0 && lengths[row] === dimension ? from + dimension : from;
    for (let at = from; at < to; at++) value = Math.imul(value ^ bitsOf(at), 0x01000193);
    step(high, low, row, seed, value);
  }
}
