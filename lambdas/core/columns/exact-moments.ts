import { distances, sumDistances } from '../../simd/kernels.ts';
import { addExactly, type ExactSum, storedSum } from '../stats/sums/exact-sum.ts';
import { type NumberBins, noBin } from './reference-bins.ts';

/**
 * Values farther from the center than this are summed as if they were no farther: the square of one absurd value must
 * not make a sum infinite, which JSON could not hold.
 */
const farthest = 1e140;

/** Rows that may be added before {@link settle}: so many keep the lanes within their digits. */
export const rowsOfLanes = 4096;

/**
 * Sums of distances and of their squares, exact and so the same in any order. Many values are added at once ({@link addKept}); where that
 * would leave something over they are added one by one, as those of segments are, to four lanes, two for either sum: of one
 * so large that it keeps the leading 39 bits of what is added, and of one for the next 39. What is left then, and
 * distances beyond the limit, are rare and go to sums of any length.
 */
export interface ExactMoments {
  readonly sum: ExactSum;
  readonly squares: ExactSum;
  /** Distances up to here go into lanes: a power of two. */
  limit: number;
  /** Where lanes start: of distances, of what they leave over, of squares, of what they leave over. */
  readonly starts: Float64Array;
  readonly lanes: Float64Array;
  /** Rows that went by the slow way since the limit was chosen. */
  slow: number;
}

/** Sums of nothing, for values about as far from the center as the reference's. */
export function noMoments({ cuts, center }: NumberBins): ExactMoments {
  const moments: ExactMoments = {
    sum: [],
    squares: [],
    limit: 0,
    starts: new Float64Array(4),
    lanes: new Float64Array(4),
    slow: 0,
  };
  setLimit(moments, Math.max(Math.abs((cuts[0] ?? 0) - center), Math.abs((cuts.at(-1) ?? 0) - center)));
  return moments;
}

/** So that squares of what is within the limit are doubles like any other. */
const [lowestLimit, highestLimit] = [2 ** -400, 2 ** 460];

/** @param distance  most distances should be below */
function setLimit(moments: ExactMoments, distance: number): void {
  const power = 2 ** Math.ceil(Math.log2(2 * Math.min(farthest, distance)));
  const limit = Math.min(highestLimit, Math.max(lowestLimit, power));
  const start = (most: number) => 1.5 * 2 ** 14 * most;
  moments.limit = limit;
  moments.starts.set([
    start(limit),
    start(limit * 2 ** -39),
    start(limit ** 2),
    start(limit ** 2 * 2 ** -39),
  ]);
  moments.lanes.set(moments.starts);
  moments.slow = 0;
}

/** Empties the lanes into the sums. To be called when {@link rowsOfLanes} rows were added, or fewer. */
export function settle({ sum, squares, starts, lanes }: ExactMoments): void {
  for (let lane = 0; lane < 4; lane++) addExactly(lane < 2 ? sum : squares, lanes[lane]! - starts[lane]!);
  lanes.set(starts);
}

/**
 * Adds the values that are kept in `distances`, and finds their extremes.
 *
 * @param count  1 to {@link rowsOfLanes}
 * @param extremes  minimum and maximum so far, at places 1 and 2
 * @throws RangeError when a value is NaN: such cells are not present
 */
export function addKept(moments: ExactMoments, count: number, center: number, extremes: Float64Array): void {
  const { values, sums } = distances;
  const isAll = sumDistances(count, center, moments.limit);
  extremes[1] = Math.min(extremes[1]!, sums[6]!);
  extremes[2] = Math.max(extremes[2]!, sums[7]!);
  if (isAll) {
    for (let part = 0; part < 6; part++) addExactly(part < 3 ? moments.sum : moments.squares, sums[part]!);
    // Values are taken two at a time: the last of an odd number was added twice.
    const twice = count % 2 === 1 ? values[count - 1]! - center : 0;
    addExactly(moments.sum, -twice);
    addExactly(moments.squares, -twice * twice);
  } else {
    for (let at = 0; at < count; at++) addDistance(moments, values[at]! - center);
    settle(moments);
  }
}

/** Adds one distance: {@link settle} is due after {@link rowsOfLanes}. @throws RangeError when it is NaN */
export function addDistance(moments: ExactMoments, distance: number): void {
  const { lanes, limit } = moments;
  if (!(Math.abs(distance) <= limit)) {
    addFar(moments, distance);
    return;
  }
  const left = addToLanes(lanes, 0, distance);
  const squareLeft = addToLanes(lanes, 2, distance * distance);
  if (left !== 0 || squareLeft !== 0) addRest(moments, left, squareLeft);
}

/** @returns what two lanes leave over */
function addToLanes(lanes: Float64Array, at: number, value: number): number {
  const [before, restBefore] = [lanes[at]!, lanes[at + 1]!];
  const sum = before + value;
  const rest = value - (sum - before);
  const restSum = restBefore + rest;
  lanes[at] = sum;
  lanes[at + 1] = restSum;
  return rest - (restSum - restBefore);
}

/** Adds a distance that is beyond the limit. */
function addFar(moments: ExactMoments, distance: number): void {
  if (Number.isNaN(distance))
    throw new RangeError('accumulateNumbers requires numbers in present cells, found NaN');
  const counted = Math.max(-farthest, Math.min(farthest, distance));
  addExactly(moments.sum, counted);
  addExactly(moments.squares, counted * counted);
  moments.slow++;
}

/** Adds what lanes leave over. */
function addRest(moments: ExactMoments, ofDistance: number, ofSquare: number): void {
  addExactly(moments.sum, ofDistance);
  addExactly(moments.squares, ofSquare);
  moments.slow++;
}

/** The distances from the center of the rows of a block that were counted. */
export function distancesOf(
  values: Float64Array,
  center: number,
  binOfRow: Int32Array,
  rows: number,
): Float64Array {
  return values
    .subarray(0, rows)
    .filter((_, row) => binOfRow[row] !== noBin)
    .map((value) => value - center);
}

/** Chooses another limit where too many rows go by the slow way. @param distances  of some rows, in any order; to be overwritten */
export function adjustLimit(moments: ExactMoments, rows: number, distances: () => Float64Array): void {
  if (moments.slow * 8 <= rows) return;
  const sizes = distances().map(Math.abs).sort();
  setLimit(moments, sizes[Math.floor(0.99 * sizes.length)] ?? 0);
}

/** The two sums as they are stored. */
export interface StoredMoments {
  readonly sum: number;
  readonly sumOfSquares: number;
  /** What the two doubles leave over of the exact sums; absent where that is nothing. */
  readonly rests?: { readonly sum: number[]; readonly sumOfSquares: number[] } | undefined;
}

/** Sums without lanes, as they are stored. */
export function storedMoments({ sum, squares }: Pick<ExactMoments, 'sum' | 'squares'>): StoredMoments {
  const [ofValues, ofSquares] = [storedSum(sum), storedSum(squares)];
  const rests = { sum: [...ofValues.rest], sumOfSquares: [...ofSquares.rest] };
  const isWhole = rests.sum.length + rests.sumOfSquares.length === 0;
  return { sum: ofValues.nearest, sumOfSquares: ofSquares.nearest, ...(isWhole ? {} : { rests }) };
}

/** Of two sets of rows together: exact, whatever the order. */
export function mergeMoments(a: StoredMoments, b: StoredMoments): StoredMoments {
  const [sum, squares]: [ExactSum, ExactSum] = [[], []];
  for (const { sum: nearest, sumOfSquares, rests } of [a, b]) {
    for (const part of [nearest, ...(rests?.sum ?? [])]) addExactly(sum, part);
    for (const part of [sumOfSquares, ...(rests?.sumOfSquares ?? [])]) addExactly(squares, part);
  }
  return storedMoments({ sum, squares });
}
