import { mixBits } from '../core/block/hash.ts';

/** Multipliers of MurmurHash3_x86_128 (Appleby, 2011), of its first two lanes. */
const FIRST = 0x239b961b | 0;
const SECOND = 0xab0e9789 | 0;
const FIRST_STEP = 0x561ccd1b;
const SECOND_STEP = 0x0bcaa747;

/** Writes the hashes of values into two arrays, one for each half. */
export interface IdentityHash {
  /** Hashes the bytes at [from, to) into the place of a row. */
  readonly write: (bytes: Uint8Array, from: number, to: number, row: number) => void;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * 64 bits of a value's bytes: two lanes in the manner of MurmurHash3_x86_128, a byte at a time, each of which goes into the
 * other. Among n values two different ones have the same hash with a probability of n² / 2^65: 7 in ten million for
 * five million values. Not meant to withstand somebody who looks for collisions.
 *
 * @param capacity  rows of a block at most
 */
export function identityHash(capacity: number): IdentityHash {
  const low = new Uint32Array(capacity);
  const high = new Uint32Array(capacity);
  return {
    low,
    high,
    write: (bytes, from, to, row) => {
      let a = to - from;
      let b = a;
      for (let at = from; at < to; at++) {
        const byte = bytes[at]!;
        a ^= Math.imul(byte + 1, FIRST);
        a = ((a << 19) | (a >>> 13)) + b;
        a = (Math.imul(a, 5) + FIRST_STEP) | 0;
        b ^= Math.imul(byte + 1, SECOND);
        b = ((b << 17) | (b >>> 15)) + a;
        b = (Math.imul(b, 5) + SECOND_STEP) | 0;
      }
      a = mixBits((a + b) | 0);
      b = mixBits((b + a) | 0);
      low[row] = (a + b) | 0;
      high[row] = b;
    },
  };
}
