/** Distinct values in ascending order, and how often each was seen. */
export interface DistinctNumbers {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /**
   * False when there were too many to keep: then neighbours were put together. Between two values that are kept lies a
   * share of at most 2 / limit for every time that the buffer was full.
   */
  readonly complete: boolean;
}

/** A running {@link DistinctNumbers} in bounded memory. */
export interface DistinctNumbersCollector {
  add(value: number): void;
  distinct(): DistinctNumbers;
}

/**
 * Collects the distinct values of a column: a buffer that is sorted and put together whenever it is full. What is
 * kept never exceeds `limit` values; as long as the column has no more than that, nothing is lost.
 *
 * @param limit  most distinct values kept, at least 2
 */
export function collectDistinctNumbers(limit: number): DistinctNumbersCollector {
  const buffer = new Float64Array(2 * limit);
  let buffered = 0;
  let kept: DistinctNumbers = { values: new Float64Array(0), counts: new Float64Array(0), complete: true };

  function compact() {
    const all = mergeDistinct(kept, distinctOf(buffer.subarray(0, buffered).sort()));
    kept = all.values.length <= limit ? all : thin(all, limit);
    buffered = 0;
  }

  return {
    add(value) {
      if (buffered === buffer.length) compact();
      buffer[buffered++] = value === 0 ? 0 : value;
    },
    distinct() {
      compact();
      return kept;
    },
  };
}

function distinctOf(sorted: Float64Array): DistinctNumbers {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (values.length > 0 && values.at(-1) === value) counts[counts.length - 1]!++;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), complete: true };
}

function mergeDistinct(a: DistinctNumbers, b: DistinctNumbers): DistinctNumbers {
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Float64Array(values.length);
  let length = 0;
  for (let i = 0, j = 0; i < a.values.length || j < b.values.length; length++) {
    const left = a.values[i] ?? Number.POSITIVE_INFINITY;
    const right = b.values[j] ?? Number.POSITIVE_INFINITY;
    values[length] = Math.min(left, right);
    counts[length] = (left <= right ? a.counts[i++]! : 0) + (right <= left ? b.counts[j++]! : 0);
  }
  return {
    values: values.subarray(0, length),
    counts: counts.subarray(0, length),
    complete: a.complete && b.complete,
  };
}

/** Puts neighbours together into groups of about equal mass, each under the name of its last value. */
function thin({ values, counts }: DistinctNumbers, limit: number): DistinctNumbers {
  const share = counts.reduce((sum, n) => sum + n, 0) / (limit / 2);
  const thinned: number[] = [];
  const masses: number[] = [];
  let mass = 0;
  for (let i = 0; i < values.length; i++) {
    mass += counts[i]!;
    if (mass < share && i < values.length - 1) continue;
    thinned.push(values[i]!);
    masses.push(mass);
    mass = 0;
  }
  return { values: Float64Array.from(thinned), counts: Float64Array.from(masses), complete: false };
}
