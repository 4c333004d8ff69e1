import { isUtf8 } from 'node:buffer';
import { slackBytes } from './cell-spans.ts';
import { maximumCategoryBytes } from './limits.ts';

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
}

/** Of the finaliser of MurmurHash3 (Appleby), which lets every bit of a word reach the lowest ones. */
const FIRST_MULTIPLIER = 0x85ebca6b | 0;
const SECOND_MULTIPLIER = 0xc2b2ae35 | 0;

/**
 * An empty dictionary: open addressing with linear probing over hashes, the values' bytes end to end in one array.
 * Texts are hashed and compared by words of four bytes, the last of them shifted to lose what is behind the text.
 *
 * The slots hold code + 1, so that 0 is a free one, and are at most half full.
 */
export function byteDictionary(): ByteDictionary {
  const values: string[] = [];
  let slots = new Int32Array(256);
  let hashes = new Int32Array(128);
  let ends = new Int32Array(128);
  let stored = new Uint8Array(1024);
  let storedView = new DataView(stored.buffer);

  /** Written out for speed: runs once a cell. */
  function codeOf(view: DataView, from: number, to: number): number {
    let hash = to - from;
    let at = from;
    for (; to - at >= 4; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), FIRST_MULTIPLIER);
      hash ^= hash >>> 16;
    }
    if (at < to) hash = Math.imul(hash ^ (view.getInt32(at, true) << (32 - 8 * (to - at))), FIRST_MULTIPLIER);
    hash = Math.imul(hash ^ (hash >>> 16), SECOND_MULTIPLIER);
    hash ^= hash >>> 13;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]! - 1;
      if (code < 0) return add(view, from, to, hash, slot);
      if (hashes[code] === hash && equalsStored(code, view, from, to)) return code;
    }
  }

  function equalsStored(code: number, view: DataView, from: number, to: number): boolean {
    let at = code === 0 ? 0 : ends[code - 1]!;
    if (ends[code]! - at !== to - from) return false;
    let next = from;
    for (; to - next >= 4; next += 4, at += 4) {
      if (storedView.getInt32(at) !== view.getInt32(next)) return false;
    }
    const rest = to - next;
    if (rest === 0) return true;
    return (storedView.getInt32(at, true) ^ view.getInt32(next, true)) << (32 - 8 * rest) === 0;
  }

  function add(view: DataView, from: number, to: number, hash: number, slot: number): number {
    if (to - from > maximumCategoryBytes) return noCode;
    const text = Buffer.from(view.buffer, view.byteOffset + from, to - from);
    if (!isUtf8(text)) return noCode;
    const code = values.length;
    values.push(text.toString());
    const start = code === 0 ? 0 : ends[code - 1]!;
    reserve(code, start + text.byteLength + slackBytes);
    stored.set(text, start);
    ends[code] = start + text.byteLength;
    hashes[code] = hash;
    slots[slot] = code + 1;
    if (values.length * 2 > slots.length) rehash();
    return code;
  }

  function reserve(code: number, length: number): void {
    if (code >= hashes.length) {
      hashes = grown(hashes, new Int32Array(code * 2));
      ends = grown(ends, new Int32Array(code * 2));
    }
    if (length <= stored.length) return;
    stored = grown(stored, new Uint8Array(length * 2));
    storedView = new DataView(stored.buffer);
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 4);
    const mask = slots.length - 1;
    for (let code = 0; code < values.length; code++) {
      let slot = hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
  }

  return { values, codeOf, byteLength: () => (values.length === 0 ? 0 : ends[values.length - 1]!) };
}

function grown<A extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(from: A, into: A): A {
  into.set(from);
  return into;
}
