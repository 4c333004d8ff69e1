/**
 * The bin of a value among k cut points: 2k + 1 cells "open bin, cut, open bin, ..., cut, open bin".
 *
 *   2i + 1 when value = cuts[i], else 2i for the open bin just below cuts[i], 2k above them all
 *
 * @param cuts  cut points in ascending order; may be empty
 * @param value  any number, infinities included; 0 and -0 are one value
 * @returns the index of the cell, whole, in [0, 2k]
 * @throws RangeError when the value is NaN: missing values are counted elsewhere, never binned
 */
export function binIndex(cuts: Float64Array, value: number): number {
  // Multiplied, not branched on: half the time on random values, because nothing is there to be mispredicted.
  let low = 0;
  let remaining = cuts.length;
  while (remaining > 0) {
    const half = (remaining + 1) >>> 1;
    low += +(cuts[low + half - 1]! < value) * half;
    remaining -= half;
  }
  // NaN is below nothing, so the search leaves it at 0.
  if (low === 0 && Number.isNaN(value)) throw new RangeError('binIndex requires a number, found NaN');
  return cuts[low] === value ? 2 * low + 1 : 2 * low;
}

/** Number of cells that {@link binIndex} tells apart: 2k + 1 for k cut points. */
export const binCount = (cuts: ArrayLike<number>): number => 2 * cuts.length + 1;
