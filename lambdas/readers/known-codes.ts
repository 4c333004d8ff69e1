import { cellState } from '../core/block/column-block.ts';
import type { CellSpans } from './cell-spans.ts';

/** Of each value in a dictionary four words, its length, its hash, and where its bytes stand. */
export const keyPlace = { second: 1, third: 2, fourth: 3, length: 4, hash: 5, start: 6, size: 8 } as const;

/** The longest text that four words of four bytes hold. */
export const shortBytes = 16;

/** Odd, so that no bit of a word is lost. From MurmurHash3 (Appleby). */
const multiplier = {
  first: 0x85ebca6b | 0,
  second: 0x239b961b | 0,
  third: 0xab0e9789 | 0,
  fourth: 0x38b34ae5 | 0,
  last: 0xc2b2ae35 | 0,
} as const;

/** The hash of a text of four words. */
export function hashOf(first: number, second: number, third: number, fourth: number, length: number): number {
  const outer = (Math.imul(first ^ length, multiplier.first) + Math.imul(fourth, multiplier.fourth)) | 0;
  const inner = (Math.imul(second, multiplier.second) + Math.imul(third, multiplier.third)) | 0;
  const mixed = outer ^ ((inner << 17) | (inner >>> 15));
  const hash = Math.imul(mixed ^ (mixed >>> 16), multiplier.last);
  return hash ^ (hash >>> 13);
}

/** How far from a text's ends its inner words stand: of 4 to 16 bytes the four words leave out none. */
export function innerDistance(length: number): number {
  return (length >> 3) << 2;
}

/** A dictionary's values: open addressing, the slots hold code + 1. */
export interface CodeTable {
  readonly slots: Int32Array;
  /** {@link keyPlace} of each value. */
  readonly keys: Int32Array;
}

/** The cells of a column that become codes. */
export interface CodeCells extends Pick<CellSpans, 'view' | 'starts' | 'ends'> {
  /** One a byte: not 0 where a cell that begins with it is left to others. */
  readonly begins: Uint8Array;
}

/** What codes are written to, one a row. */
export interface CodeRows {
  readonly codes: Uint32Array;
  readonly states: Uint8Array;
}

/**
 * Writes the codes of the rows [first, until), up to the first cell that the table's first glance does not know: a new text, one of
 * less than 4 or more than 16 bytes, one whose slot another has. A short loop without a call: the compiler then looks
 * once a block, not once a cell, whether the arrays are still what they were.
 *
 * @returns that cell's row, or `until`
 */
export function writeKnownCodes(
  { slots, keys }: CodeTable,
  { view, starts, ends, begins }: CodeCells,
  { codes, states }: CodeRows,
  row: number,
  until: number,
): number {
  const mask = slots.length - 1;
  const { present } = cellState;
  let at = row;
  for (; at < until; at++) {
    const from = starts[at]!;
    const to = ends[at]!;
    const length = to - from;
    if (length < 4 || length > shortBytes || begins[view.getUint8(from)] !== 0) break;
    const inner = innerDistance(length);
    const first = view.getInt32(from, true);
    const second = view.getInt32(from + inner, true);
    const third = view.getInt32(to - inner - 4, true);
    const fourth = view.getInt32(to - 4, true);
    const code = slots[hashOf(first, second, third, fourth, length) & mask]! - 1;
    if (code < 0) break;
    const key = code * keyPlace.size;
    const others =
      (keys[key]! ^ first) |
      (keys[key + keyPlace.second]! ^ second) |
      (keys[key + keyPlace.third]! ^ third) |
      (keys[key + keyPlace.fourth]! ^ fourth) |
      (keys[key + keyPlace.length]! ^ length);
    if (others !== 0) break;
    codes[at] = code;
    states[at] = present;
  }
  return at;
}
