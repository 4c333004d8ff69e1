import { type CutsBelow, cutGrid, findCells } from './cut-grid.ts';

/** Writes the bin of each value to the same place of `into`; of NaN any bin. */
export type BinFinder = (values: Float64Array, into: Int32Array) => void;

/** Cut points are counted in 16 bits. */
const maximumCutCount = 65_535;

/** Searching costs so many values, for each cut point, what a grid costs. */
const valuesPerCut = 0.25;

/**
 * Finds the bins of many values among k cut points: 2k + 1 of them, "open bin, cut, open bin, ..., cut, open bin".
 *
 *   2i + 1 when value = cuts[i], else 2i for the open bin just below cuts[i], 2k above them all; 0 and -0 are one value
 *
 * Ten times as fast as a plain search, through a table of where to begin it.
 * A grid says for each of its cells how many cut points lie below it. The cell of a number never falls as the number grows,
 * rounding included, so the cut points of other cells need no comparison: most cells have one cut point or none, and the
 * search is two comparisons without a branch. For few values that table is not made.
 *
 * @param cuts  cut points in ascending order, at most 65,535; may be empty, infinities allowed
 * @throws RangeError when there are more cut points
 * @see witness: bisection
 */
export function binFinder(cuts: ArrayLike<number>): BinFinder {
  if (cuts.length > maximumCutCount) {
    throw new RangeError(`binFinder requires at most ${maximumCutCount} cut points, found ${cuts.length}`);
  }
  if (cuts.length === 0) return (values, into) => void into.fill(0, 0, values.length);
  const points = searchable(cuts);
  let findByGrid: BinFinder | undefined;
  let searched = 0;
  return (values, into) => {
    searched += values.length;
    if (searched > valuesPerCut * cuts.length) findByGrid ??= gridFinder(points);
    if (findByGrid) findByGrid(values, into);
    else searchAll(points, values, into);
  };
}

/** Cut points, and NaN behind them, which is neither below a number nor equal to one: the search needs no end. */
function searchable(cuts: ArrayLike<number>): Float64Array {
  const padded = new Float64Array(cuts.length + 1);
  padded.set(cuts);
  // 0 for -0, as grids want it.
  for (let cut = 0; cut < cuts.length; cut++) padded[cut]! += 0;
  padded[cuts.length] = Number.NaN;
  return padded;
}

function searchAll(cuts: Float64Array, values: Float64Array, into: Int32Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const index = searchFrom(cuts, 0, cuts.length - 1, value);
    into[row] = 2 * index + +(cuts[index] === value);
  }
}

function gridFinder(cuts: Float64Array): BinFinder {
  const { cells, below } = cutGrid(cuts.subarray(0, cuts.length - 1));
  let rest = new Uint32Array(0);
  return (values, into) => {
    if (rest.length < values.length) rest = new Uint32Array(values.length);
    findCells(cells, values, into);
    const count = findInCells(below, cuts, values, into, rest);
    findRest(below, cuts, values, into, rest, count);
  };
}

// Loops without a call and without an inner loop, over one index: the compiler keeps in registers what an innermost loop needs.
// A search that is a loop would cost as much as all else, in every turn, and so would a length in a loop's condition.

/**
 * Turns cells into bins. Leaves the rows in `rest` where two comparisons were not enough, and their cells where they are.
 *
 * @returns how many those are
 */
function findInCells(
  below: CutsBelow,
  cuts: Float64Array,
  values: Float64Array,
  into: Int32Array,
  rest: Uint32Array,
): number {
  const rows = values.length;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    let index = below[into[row]!]!;
    index += +(cuts[index]! < value);
    index += +(cuts[index]! < value);
    const cut = cuts[index]!;
    if (cut < value) rest[count++] = row;
    else into[row] = 2 * index + +(cut === value);
  }
  return count;
}

function findRest(
  below: CutsBelow,
  cuts: Float64Array,
  values: Float64Array,
  into: Int32Array,
  rest: Uint32Array,
  count: number,
): void {
  for (let at = 0; at < count; at++) {
    const row = rest[at]!;
    const cell = into[row]!;
    const index = searchFrom(cuts, below[cell]! + 3, below[cell + 1]!, values[row]!);
    into[row] = 2 * index + +(cuts[index] === values[row]);
  }
}

/** The first cut point in [low, high) that is not below the value, or `high`. */
function searchFrom(cuts: Float64Array, low: number, high: number, value: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
