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

/**
 * Writes 64 bits of a text over its UTF-16 code units, a half into each of two arrays: two lanes in the manner of
 * MurmurHash3_x86_128, each of which goes into the other. Among n texts two different ones have the same hash with a
 * probability of about n² / 2^65. Not meant to withstand somebody who looks for collisions.
 *
 * @see Appleby (2011)
 */
export function hashInTwo(text: string, high: Uint32Array, low: Uint32Array, place: number): void {
  let a = text.length;
  let b = a;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at) + 1;
    a ^= Math.imul(unit, 0x239b961b);
    a = (Math.imul(((a << 19) | (a >>> 13)) + b, 5) + 0x561ccd1b) | 0;
    b ^= Math.imul(unit, 0xab0e9789);
    b = (Math.imul(((b << 17) | (b >>> 15)) + a, 5) + 0x0bcaa747) | 0;
  }
  const first = mixBits((a + b) | 0);
  const second = mixBits((b + first) | 0);
  low[place] = (first + second) | 0;
  high[place] = second;
}
