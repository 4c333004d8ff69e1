import * as z from 'zod';

/**
 * Counts, one a bin: whole numbers of 0 or above. Checked in one loop: a schema for each of 30,000 bins a column was most of
 * what reading a profile cost.
 */
export const countListSchema = z.custom<number[]>(isCountList, 'a list of counts');

function isCountList(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    if (!Number.isSafeInteger(value[index]) || value[index] < 0) return false;
  }
  return true;
}

/** `Array.from` of numbers, several times as fast: it would ask an iterator for each. */
export function plainList(values: ArrayLike<number>): number[] {
  const length = values.length;
  const list = new Array<number>(length);
  for (let i = 0; i < length; i++) list[i] = values[i]!;
  return list;
}
