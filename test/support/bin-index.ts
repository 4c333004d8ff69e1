/** The bin of a number among k cut points, by bisection: what `binFinder` must find. Of NaN none. */
export function binIndex(cuts: ArrayLike<number>, value: number): number {
  if (Number.isNaN(value)) throw new RangeError('binIndex requires a number, found NaN');
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return 2 * low + +(cuts[low] === value);
}
