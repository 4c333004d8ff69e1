/** Of the numbers of a column: what {@link wordsOfNumbers} reads. */
export const numbers: usize = memory.data(4096 * 8, 16);
export const states: usize = memory.data(4096, 16);

/** What the cells of a column say, a word each: what {@link addWords} takes into the hashes. */
export const words: usize = memory.data(4096 * 4, 16);

/** Two running hashes of each row. */
export const high: usize = memory.data(4096 * 4, 16);
export const low: usize = memory.data(4096 * 4, 16);

/**
 * The words of numbers: 0 and -0 have one.
 *
 * @param none  that of a cell whose state is not 0
 */
export function wordsOfNumbers(count: i32, none: i32): void {
  const nones = i32x4.splat(none);
  const factor = i32x4.splat(0x27d4eb2f);
  const withoutSign = i32x4.splat(0x7fffffff);
  const zero = i32x4.splat(0);
  for (let row = 0; row < count; row += 4) {
    const two = v128.load(numbers + (row << 3));
    const nextTwo = v128.load(numbers + (row << 3) + 16);
    const lower = v128.shuffle<i32>(two, nextTwo, 0, 2, 4, 6);
    const upper = v128.shuffle<i32>(two, nextTwo, 1, 3, 5, 7);
    const isZero = i32x4.eq(v128.or(lower, v128.and(upper, withoutSign)), zero);
    const bits = v128.andnot(v128.xor(i32x4.mul(lower, factor), upper), isZero);
    const state = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(states + row)));
    v128.store(words + (row << 2), v128.bitselect(bits, nones, i32x4.eq(state, zero)));
  }
}

/** Takes a word into the hashes of each row. @param seed  of the column: the same value in another one makes another row */
export function addWords(count: i32, seed: i32): void {
  const seeds = i32x4.splat(seed);
  for (let row = 0; row < count; row += 4) {
    const at = row << 2;
    const mixed = i32x4.mul(v128.xor(v128.load(words + at), seeds), i32x4.splat(0x9e3779b1));
    const first = v128.xor(v128.load(high + at), v128.xor(mixed, i32x4.shr_u(mixed, 15)));
    v128.store(high + at, i32x4.mul(first, i32x4.splat(0x85ebca6b)));
    const before = v128.load(low + at);
    const turned = v128.xor(i32x4.shl(before, 5), i32x4.shr_u(before, 27));
    v128.store(low + at, i32x4.mul(v128.xor(turned, mixed), i32x4.splat(0xc2b2ae35)));
  }
}
