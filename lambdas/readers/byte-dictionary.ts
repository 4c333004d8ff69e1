import { isUtf8 } from 'node:buffer';
import { slackBytes } from './cell-spans.ts';
import {
  type CodeCells,
  type CodeRows,
  hashOf,
  innerDistance,
  keyPlace,
  shortBytes,
  writeKnownCodes,
} from './known-codes.ts';
import { maximumCategoryBytes, maximumDictionaryEntries } from './limits.ts';

/** A category that is no UTF-8, or longer than {@link maximumCategoryBytes}. */
export const noCode = -1;

/** Distinct texts by their bytes: a text that was seen before costs a hash and a comparison, and makes no string. */
export interface ByteDictionary {
  /** Distinct texts in order of appearance; grows. */
  readonly values: readonly string[];
  /** Bytes of all values together. */
  readonly byteLength: () => number;
  /**
   * Code of the text at [from, to), a new one if it was never seen, or {@link noCode}.
   *
   * @param view  goes on {@link slackBytes} behind the text
   */
  readonly codeOf: (view: DataView, from: number, to: number) => number;
  /** See {@link writeKnownCodes}. */
  readonly writeKnown: (cells: CodeCells, rows: CodeRows, row: number, until: number) => number;
}

/** Whether a dictionary is to be replaced before the next block. @param maximumBytes  of its values */
export function isFull({ values, byteLength }: ByteDictionary, maximumBytes: number): boolean {
  return values.length > maximumDictionaryEntries || byteLength() > maximumBytes;
}

/**
 * An empty dictionary: open addressing with linear probing. Four words stand for a text: they are all of one of at most
 * {@link shortBytes} bytes, the first, the last and those at the middle, which overlap, so that no loop and no branch
 * depends on the length; of a longer one the first is a hash, and its bytes are compared, too.
 *
 * The slots hold code + 1, so that 0 is a free one, and are at most a quarter full: a second
 * probe is a wrong guess of the processor's.
 */
export function byteDictionary(): ByteDictionary {
  const values: string[] = [];
  let slots = new Int32Array(256);
  let keys = new Int32Array(128 * keyPlace.size);
  let stored = new Uint8Array(1024);
  let storedView = new DataView(stored.buffer);
  let byteLength = 0;

  /** Written out for speed: runs once a cell. */
  function codeOf(view: DataView, from: number, to: number): number {
    const length = to - from;
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    if (length > shortBytes) {
      for (let at = from; at < to; at += 4) {
        first = hashOf(wordAt(view, at, to), first, 0, 0, length);
      }
    } else if (length >= 4) {
      const inner = innerDistance(length);
      first = view.getInt32(from, true);
      second = view.getInt32(from + inner, true);
      third = view.getInt32(to - inner - 4, true);
      fourth = view.getInt32(to - 4, true);
    } else if (length > 0) first = wordAt(view, from, to);
    const hash = hashOf(first, second, third, fourth, length);
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]! - 1;
      if (code < 0)
        return add(view, from, to, slot, Int32Array.of(first, second, third, fourth, length, hash));
      const key = code * keyPlace.size;
      if (
        keys[key] === first &&
        keys[key + 1] === second &&
        keys[key + 2] === third &&
        keys[key + 3] === fourth &&
        keys[key + keyPlace.length] === length &&
        (length <= shortBytes || equalsStored(keys[key + keyPlace.start]!, view, from, to))
      ) {
        return code;
      }
    }
  }

  function equalsStored(start: number, view: DataView, from: number, to: number): boolean {
    const end = start + to - from;
    for (let at = from, own = start; at < to; at += 4, own += 4) {
      if (wordAt(storedView, own, end) !== wordAt(view, at, to)) return false;
    }
    return true;
  }

  function add(view: DataView, from: number, to: number, slot: number, key: Int32Array): number {
    if (to - from > maximumCategoryBytes) return noCode;
    const text = Buffer.from(view.buffer, view.byteOffset + from, to - from);
    if (!isUtf8(text)) return noCode;
    const code = values.length;
    values.push(text.toString());
    reserve(code, byteLength + text.byteLength + slackBytes);
    stored.set(text, byteLength);
    keys.set(key, code * keyPlace.size);
    keys[code * keyPlace.size + keyPlace.start] = byteLength;
    byteLength += text.byteLength;
    slots[slot] = code + 1;
    if (values.length * 4 > slots.length) rehash();
    return code;
  }

  function reserve(code: number, length: number): void {
    if ((code + 1) * keyPlace.size > keys.length) keys = grown(keys, new Int32Array(keys.length * 2));
    if (length <= stored.length) return;
    stored = grown(stored, new Uint8Array(length * 2));
    storedView = new DataView(stored.buffer);
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 4);
    const mask = slots.length - 1;
    for (let code = 0; code < values.length; code++) {
      let slot = keys[code * keyPlace.size + keyPlace.hash]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
  }

  return {
    values,
    codeOf,
    writeKnown: (cells, rows, row, until) => writeKnownCodes({ slots, keys }, cells, rows, row, until),
    byteLength: () => byteLength,
  };
}

/** The word at `at` of a text that ends at `to`, shifted to lose what is behind the text. */
function wordAt(view: DataView, at: number, to: number): number {
  const word = view.getInt32(at, true);
  return to - at < 4 ? word << (32 - 8 * (to - at)) : word;
}

function grown<A extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(from: A, into: A): A {
  into.set(from);
  return into;
}
