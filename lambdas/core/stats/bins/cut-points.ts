/**
 * The reference's own bins: its distinct values, or when there are too many, some of them at steps of equal mass.
 *
 * Thinned, the smallest and the largest value stay, so that the first and the last open bin are underflow and overflow; of
 * the others, each is the first value at which the cumulative count reaches the next step:
 *
 *   c_i = min { v : mass(values <= v) >= mass(smallest) + i T },  T = (N - mass(smallest)) / (maximum - 1)
 *
 * so that every open bin holds less than T reference values.
 *
 * @param sortedDistinct  distinct values in ascending order; infinities allowed, NaN not
 * @param counts  how often each occurs, 1 or above; same length
 * @param maximum  most cut points to return, 2 or above
 * @returns the cut points in ascending order: all the values when they are at most `maximum`
 * @throws RangeError when lengths differ, values are not ascending, or `maximum` is below 2
 */
export function cutPoints(
  sortedDistinct: ArrayLike<number>,
  counts: ArrayLike<number>,
  maximum = 16_384,
): Float64Array {
  requireDistribution(sortedDistinct, counts, maximum);
  if (sortedDistinct.length <= maximum) return Float64Array.from(sortedDistinct);

  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  const smallest = counts[0]!;
  const step = (total - smallest) / (maximum - 1);
  const cuts = [sortedDistinct[0]!];
  let mass = smallest;
  let target = step;
  for (let i = 1; i < sortedDistinct.length; i++) {
    mass += counts[i]!;
    const isLast = i === sortedDistinct.length - 1;
    if (mass - smallest < target && !isLast) continue;
    cuts.push(sortedDistinct[i]!);
    target = (Math.floor((mass - smallest) / step) + 1) * step;
  }
  return Float64Array.from(cuts);
}

function requireDistribution(values: ArrayLike<number>, counts: ArrayLike<number>, maximum: number): void {
  if (values.length !== counts.length) {
    throw new RangeError(
      `cutPoints requires a count per value, found ${values.length} values and ${counts.length} counts`,
    );
  }
  if (!(maximum >= 2)) throw new RangeError(`cutPoints requires a maximum of 2 or above, found ${maximum}`);
  for (let i = 0; i < values.length; i++) {
    if (i === 0 ? Number.isNaN(values[0]) : !(values[i - 1]! < values[i]!)) {
      throw new RangeError(
        `cutPoints requires ascending distinct values, found ${values[i]} at position ${i}`,
      );
    }
  }
}
