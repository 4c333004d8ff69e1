import { sortNumbers } from '../stats/bins/sort-numbers.ts';

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

/** Values that the buffer has room for at first: most references are small, and what they don't fill isn't taken. */
const firstRoom = 4096;

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
  const mostRoom = 2 * limit;
  let buffer = new Float64Array(Math.min(firstRoom, mostRoom));
  let buffered = 0;
  let kept: DistinctNumbers = { values: new Float64Array(0), counts: new Float64Array(0), complete: true };

  function compact() {
    if (buffered === 0) return;
    const added = buffer.subarray(0, buffered);
    sortNumbers(added);
    const all = mergeDistinct(kept, distinctOf(added));
    kept = all.values.length <= limit ? all : thin(all, limit);
    buffered = 0;
  }

  function makeRoom() {
    if (buffer.length === mostRoom) return compact();
    const larger = new Float64Array(Math.min(4 * buffer.length, mostRoom));
    larger.set(buffer);
    buffer = larger;
  }

  return {
    add(value) {
      if (buffered === buffer.length) makeRoom();
      buffer[buffered++] = value === 0 ? 0 : value;
    },
    distinct() {
      compact();
      // Of many columns all but one would hold theirs for nothing, while that one is sorted.
      buffer = new Float64Array(Math.min(firstRoom, mostRoom));
      return kept;
    },
  };
}

function distinctOf(sorted: Float64Array): DistinctNumbers {
  const distinct = countDistinct(sorted);
  const values = new Float64Array(distinct);
  const counts = new Float64Array(distinct);
  let start = 0;
  for (let at = 0; at < distinct; at++) {
    const value = sorted[start]!;
    let end = start + 1;
    while (sorted[end] === value) end++;
    values[at] = value;
    counts[at] = end - start;
    start = end;
  }
  return { values, counts, complete: true };
}

function countDistinct(sorted: Float64Array): number {
  const length = sorted.length;
  let distinct = Math.min(1, length);
  for (let i = 1; i < length; i++) distinct += +(sorted[i] !== sorted[i - 1]);
  return distinct;
}

function mergeDistinct(a: DistinctNumbers, b: DistinctNumbers): DistinctNumbers {
  if (a.values.length === 0) return b;
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Float64Array(values.length);
  const length = mergeInto(values, counts, a, b);
  return {
    values: values.subarray(0, length),
    counts: counts.subarray(0, length),
    complete: a.complete && b.complete,
  };
}

/** @returns how many distinct values the two have together */
function mergeInto(
  values: Float64Array,
  counts: Float64Array,
  { values: ofA, counts: countsOfA }: DistinctNumbers,
  { values: ofB, counts: countsOfB }: DistinctNumbers,
): number {
  let i = 0;
  let j = 0;
  let length = 0;
  while (i < ofA.length && j < ofB.length) {
    const left = ofA[i]!;
    const right = ofB[j]!;
    const isLeft = +(left <= right);
    const isRight = +(right <= left);
    values[length] = isLeft ? left : right;
    counts[length++] = isLeft * countsOfA[i]! + isRight * countsOfB[j]!;
    i += isLeft;
    j += isRight;
  }
  const rest =
    i < ofA.length ? { of: ofA, from: i, counts: countsOfA } : { of: ofB, from: j, counts: countsOfB };
  values.set(rest.of.subarray(rest.from), length);
  counts.set(rest.counts.subarray(rest.from), length);
  return length + rest.of.length - rest.from;
}

/** How many values there are, the same one as often as it was seen. */
export function totalOf(counts: Float64Array): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return total;
}

/** Puts neighbours together into groups of about equal mass, each under the name of its last value. */
function thin({ values, counts }: DistinctNumbers, limit: number): DistinctNumbers {
  const share = totalOf(counts) / (limit / 2);
  const thinned = new Float64Array(values.length);
  const masses = new Float64Array(values.length);
  const last = values.length - 1;
  let groups = 0;
  let mass = 0;
  for (let i = 0; i <= last; i++) {
    mass += counts[i]!;
    if (mass < share && i < last) continue;
    thinned[groups] = values[i]!;
    masses[groups++] = mass;
    mass = 0;
  }
  return { values: thinned.slice(0, groups), counts: masses.slice(0, groups), complete: false };
}
