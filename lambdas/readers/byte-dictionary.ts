import { isUtf8 } from 'node:buffer';
import { maximumCategoryBytes } from './limits.ts';

/** A category that is no UTF-8, or longer than {@link maximumCategoryBytes}. */
export const noCode = -1;

/** Distinct texts by their bytes: a text that was seen before costs a hash and a comparison, and makes no string. */
export interface ByteDictionary {
  /** Distinct texts in order of appearance; grows. */
  readonly values: readonly string[];
  /** Bytes of all values together. */
  readonly byteLength: () => number;
  /** Code of the text at [from, to), a new one if it was never seen, or {@link noCode}. */
  readonly codeOf: (bytes: Uint8Array, from: number, to: number) => number;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/**
 * An empty dictionary: open addressing with linear probing over hashes, the values' bytes end to end in one array.
 *
 * The slots hold code + 1, so that 0 is a free one, and are at most half full.
 */
export function byteDictionary(): ByteDictionary {
  const values: string[] = [];
  let slots = new Int32Array(256);
  let hashes = new Int32Array(128);
  let ends = new Int32Array(128);
  let stored = new Uint8Array(1024);

  /** Written out for speed: runs once a cell. */
  function codeOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = FNV_OFFSET;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
    hash ^= hash >>> 15;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]! - 1;
      if (code < 0) return add(bytes, from, to, hash, slot);
      if (hashes[code] === hash && equalsStored(code, bytes, from, to)) return code;
    }
  }

  function equalsStored(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    let at = code === 0 ? 0 : ends[code - 1]!;
    if (ends[code]! - at !== to - from) return false;
    for (let next = from; next < to; next++) if (stored[at++] !== bytes[next]) return false;
    return true;
  }

  function add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    if (to - from > maximumCategoryBytes) return noCode;
    const text = bytes.subarray(from, to);
    if (!isUtf8(text)) return noCode;
    const code = values.length;
    values.push(Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString());
    const start = code === 0 ? 0 : ends[code - 1]!;
    reserve(code, start + text.byteLength);
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
    if (length > stored.length) stored = grown(stored, new Uint8Array(length * 2));
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
