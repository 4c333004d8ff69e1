/**
 * Euclidean norm of some numbers that stand together: their length as a vector.
 *
 *   norm = sqrt(sum of x^2)
 *
 * Squares of very large or very small numbers are no doubles any more: then all are scaled by the largest first.
 *
 * @param values  finite numbers
 * @param from    the first of them
 * @param count   how many, 0 or above
 * @returns 0 or above; at most the largest double, where the norm itself is larger
 * @see witness: Math.hypot
 */
export function euclideanNorm(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let index = from; index < from + count; index++) sum += values[index]! * values[index]!;
  return sum > smallestSum && sum < Number.POSITIVE_INFINITY
    ? Math.sqrt(sum)
    : scaledNorm(values.subarray(from, from + count));
}

/** Below this, squares may have lost digits: the square root of the smallest normal double, squared, with room. */
const smallestSum = 1e-290;

function scaledNorm(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  const sum = values.reduce((total, value) => total + (value / largest) ** 2, 0);
  return Math.min(largest * Math.sqrt(sum), Number.MAX_VALUE);
}
