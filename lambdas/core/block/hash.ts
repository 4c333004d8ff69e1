/** Where FNV-1a begins: its offset basis for 32 bits. */
export const fnvStart = 0x811c9dc5;

/**
 * One step of FNV-1a: takes a code unit, a code point or a byte into a hash.
 *
 *   hash' = (hash xor unit) * 16777619 mod 2^32
 *
 * @returns 32 bits with a sign
 * @see Fowler, Noll & Vo (1991)
 */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/**
 * FNV-1a of a text over its UTF-16 code units. Not meant to withstand somebody who looks for collisions.
 *
 * @param start  other starts give other hashes of the same text
 * @returns 32 bits with a sign
 */
export function hashText(text: string, start = fnvStart): number {
  let hash = start | 0;
  for (let at = 0; at < text.length; at++) hash = fnvStep(hash, text.charCodeAt(at));
  return hash;
}

/**
 * Lets every bit of a word reach every other one: the finaliser of MurmurHash3. Two words never become one.
 *
 * @returns 32 bits with a sign; 0 for 0
 * @see Appleby (2011), fmix32
 */
export function mixBits(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
