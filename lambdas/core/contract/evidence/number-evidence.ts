import { cellState } from '../../block/column-block.ts';
import { digitFormats } from './digit-times.ts';

/** What the numbers or times of a column showed. */
export interface NumberEvidence {
  readonly count: number;
  /** Whether none has a fraction. */
  readonly whole: boolean;
  /** Formats of strftime by which all are times written as numbers, `%Y%m%d` for `20240105`. */
  readonly formats: readonly string[];
  /** Undefined where there is no number. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Some of the numbers in ascending order, at least {@link leastSampled} of them where there are so many. */
  readonly sample: Float64Array;
  /** Whether no number was seen twice; only looked for among at most {@link maximumDistinctKept} whole ones. */
  readonly unique: boolean;
}

/** A running {@link NumberEvidence}. */
export interface NumberCollector {
  /** The present cells of a block. */
  add(values: Float64Array, states: Uint8Array): void;
  /** A number that was seen so many times. */
  addOne(value: number, times: number): void;
  evidence(): NumberEvidence;
}

/** Distinct values of a column that inference looks at. */
export const maximumDistinctKept = 100_000;

/** Numbers that are kept of a column, to tell its bulk from its extremes. */
export const leastSampled = 4_096;

/** 2^32 over the golden ratio: what it makes of numbers that follow one another is spread evenly. */
const golden = 0x9e3779b1 | 0;

export function collectNumberEvidence(): NumberCollector {
  const sample = sampleNumbers();
  const seen = new Set<number>();
  let [count, whole, unique] = [0, true, true];
  let formats = digitFormats;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  function isNew(value: number): boolean {
    if (seen.has(value)) return false;
    if (seen.size < maximumDistinctKept) seen.add(value);
    return true;
  }

  return {
    add(values, states) {
      const present = sample.add(values, states);
      if (present === 0) return;
      count += present;
      const range = rangeOf(values, states);
      min = Math.min(min, range.min);
      max = Math.max(max, range.max);
      whole &&= areAll(values, states, Number.isInteger);
      formats = whole ? formats.filter(({ isTime }) => areAll(values, states, isTime)) : [];
      unique &&= whole && areAll(values, states, isNew);
    },
    addOne(value, times) {
      count += times;
      min = Math.min(min, value);
      max = Math.max(max, value);
      whole &&= Number.isInteger(value);
      formats = formats.filter(({ isTime }) => isTime(value));
      unique &&= whole && times === 1 && isNew(value);
      sample.addOne(value, times);
    },
    evidence: () => ({
      count,
      whole,
      formats: count > 0 ? formats.map(({ format }) => format) : [],
      // 0 is added to make 0 of -0: which of the two was seen first must not show.
      min: count === 0 ? undefined : min + 0,
      max: count === 0 ? undefined : max + 0,
      sample: sample.sorted(),
      unique,
    }),
  };
}

/** Every number at first, then every other one, and so on, by a hash of its place in the column. */
function sampleNumbers() {
  const kept = new Float64Array(2 * leastSampled);
  const hashes = new Uint32Array(kept.length);
  let size = 0;
  let place = 0;
  let limit = 2 ** 32;

  function keep(value: number, hash: number): void {
    if (size === kept.length) {
      limit /= 2;
      let left = 0;
      for (let at = 0; at < size; at++) {
        if (hashes[at]! >= limit) continue;
        kept[left] = kept[at]!;
        hashes[left++] = hashes[at]!;
      }
      size = left;
    }
    if (hash >= limit) return;
    kept[size] = value;
    hashes[size++] = hash;
  }

  return {
    /** @returns how many cells are present */
    add(values: Float64Array, states: Uint8Array): number {
      const rows = states.length;
      const first = place;
      for (let row = 0; row < rows; row++) {
        if (states[row] !== cellState.present) continue;
        const hash = Math.imul(place++, golden) >>> 0;
        if (hash < limit) keep(values[row]!, hash);
      }
      return place - first;
    },
    addOne(value: number, times: number): void {
      for (let time = 0; time < times; time++) {
        const hash = Math.imul(place++, golden) >>> 0;
        if (hash < limit) keep(value, hash);
      }
    },
    sorted: () => kept.slice(0, size).sort(),
  };
}

function rangeOf(values: Float64Array, states: Uint8Array) {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const rows = states.length;
  for (let row = 0; row < rows; row++) {
    if (states[row] !== cellState.present) continue;
    const value = values[row]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Whether all present cells pass; looks no further than the first that does not. */
function areAll(values: Float64Array, states: Uint8Array, passes: (value: number) => boolean): boolean {
  for (let row = 0; row < states.length; row++)
    if (states[row] === cellState.present && !passes(values[row]!)) return false;
  return true;
}
