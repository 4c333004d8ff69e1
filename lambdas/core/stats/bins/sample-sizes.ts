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
  return [total(caller, reference), total(caller, current)];
}

function total(caller: string, counts: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]!;
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${caller} requires finite counts of 0 or above, found ${count}`);
    }
    sum += count;
  }
  return sum;
}
