/** Which of the two halves of a double in memory has its sign and exponent. */
export const highHalf = new Uint32Array(Float64Array.of(1).buffer)[0] === 0 ? 1 : 0;

/**
 * The higher half of a double's bits as an integer in the order of the numbers; those of 0 and -0 are neighbours.
 *
 * @param half  32 bits with a sign; the higher a negative number's bits, the lower it is: they are turned
 * @returns 32 bits with a sign: of two numbers the lower one never has the higher
 */
export function orderedHalf(half: number): number {
  return half ^ ((half >> 31) & 0x7fffffff);
}

/** The bits of doubles, two integers each, in the memory of the doubles. */
export function halvesOf(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
}
