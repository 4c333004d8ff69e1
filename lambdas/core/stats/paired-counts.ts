import { sum } from 'simple-statistics';

/**
 * Sizes of two samples counted on the same cells.
 *
 * @param caller  name of the function that requires them, for the message
 * @returns the two totals, 0 or above
 * @throws RangeError when the cells differ in number, or a count is negative or not finite
 */
export function sampleSizes(
  caller: string,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): readonly [number, number] {
  if (reference.length !== current.length) {
    throw new RangeError(
      `${caller} requires counts on the same cells, found ${reference.length} and ${current.length}`,
    );
  }
  return [sizeOf(caller, reference), sizeOf(caller, current)];
}

function sizeOf(caller: string, counts: ArrayLike<number>): number {
  let size = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]!;
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${caller} requires finite counts of 0 or above, found ${count}`);
    }
    size += count;
  }
  return size;
}

/**
 * Shares of two samples on the same cells: counts, or weights of any scale, over their sum, which simple-statistics takes with
 * Kahan-Babuska compensation.
 *
 * @returns both, each adding up to 1, or undefined when either sample is empty: nothing has no distribution
 * @throws RangeError when the cells differ in number or a count is negative or not finite
 */
export function pairedShares(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): readonly [readonly number[], readonly number[]] | undefined {
  const sizes = sampleSizes('pairedShares', reference, current);
  return sizes.includes(0) ? undefined : [sharesOf(reference), sharesOf(current)];
}

function sharesOf(counts: ArrayLike<number>): readonly number[] {
  const list = Array.from(counts);
  const total = sum(list);
  return list.map((count) => count / total);
}
