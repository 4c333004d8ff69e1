/** Decimal digits in ASCII, four at a time in a word, the first of them in its lowest byte. */
export const wordDigits = 4;

/** The four bytes at `at`, less the character `0` each. */
export function digitsAt(view: DataView, at: number): number {
  return view.getInt32(at, true) ^ 0x30303030;
}

/** The highest bit of each byte that is above 9. A carry spoils only bytes behind such a one. */
export function notDigits(word: number): number {
  return ((word + 0x76767676) | word) & 0x80808080;
}

/** How many digits a word begins with, 0 to 4, of its {@link notDigits}. */
export function leadingDigits(others: number): number {
  return (32 - Math.clz32(~others & (others - 1))) >> 3;
}

/** The first `count` bytes of a word, 1 to 4, moved to its end, behind digits that are 0. */
export function firstDigits(word: number, count: number): number {
  return word << (32 - 8 * count);
}

/** The number whose digits are the bytes of a word. */
export function fourDigits(word: number): number {
  const pairs = (Math.imul(word, 10) + (word >>> 8)) & 0x00ff00ff;
  return (Math.imul(pairs, 100) + (pairs >>> 16)) & 0xffff;
}
