/** Writes the bin of each value, as `binIndex` numbers them, to the same place of `into`; of NaN any bin. */
export type BinFinder = (values: Float64Array, into: Int32Array) => void;

/** Cells of the grid at most: 32 KB a column, which stays in the processor's cache beside the cut points. */
const maximumCells = 16_384;

/** Cells for each cut point where there are few. */
const cellsPerCut = 8;

/** The grid spans the cut points but this share at either end: one far value must not take all its cells. */
const tailShare = 0.005;

/** Cut points are counted in 16 bits. */
const maximumCutCount = 65_535;

/** Which of the two halves of a double in memory has its sign and exponent. */
const highHalf = new Uint32Array(Float64Array.of(1).buffer)[0] === 0 ? 1 : 0;

/**
 * `binIndex` for many values: ten times as fast, through a table of where to begin the search.
 *
 * A grid cuts the line into cells, and says for each how many cut points lie below it. The cell of a number never falls
 * as the number grows, rounding included, so the cut points of other cells need no comparison: most cells have one cut
 * point or none, and the search is two comparisons without a branch. Of two grids the one is taken that spreads the cut
 * points better: cells of equal width, or of equal steps in the bits of a double, that is, in about the logarithm.
 *
 * @param cuts  cut points in ascending order, at most 65,535; may be empty, infinities allowed
 * @throws RangeError when there are more cut points
 * @see witness: binIndex
 */
export function binFinder(cuts: Float64Array): BinFinder {
  if (cuts.length > maximumCutCount) {
    throw new RangeError(`binFinder requires at most ${maximumCutCount} cut points, found ${cuts.length}`);
  }
  if (cuts.length === 0) return (values, into) => void into.fill(0, 0, values.length);
  // 0 for -0: their bits differ, and the grid would tell them apart.
  const points = cuts.map((cut) => cut + 0);
  const byBits = gridByBits(points);
  const byWidth = gridByWidth(points);
  const isWidthBetter = byWidth && comparisons(byWidth.below) <= comparisons(byBits.below);
  return compileFinder(isWidthBetter ? byWidth : byBits, searchable(points));
}

/** How many cut points lie below each cell, and below the end of the last one. */
type CutsBelow = Uint16Array;

type Grid = WidthGrid | BitsGrid;

interface WidthGrid {
  readonly type: 'width';
  readonly below: CutsBelow;
  /** Where the second cell begins: the first holds all that is below. */
  readonly low: number;
  /** Cells for one unit of value. */
  readonly scale: number;
}

interface BitsGrid {
  readonly type: 'bits';
  readonly below: CutsBelow;
  /** The ordered bits where the second cell begins. */
  readonly low: number;
  /** Bits that do not tell cells apart. */
  readonly shift: number;
}

/** @returns undefined where the width is zero or not finite */
function gridByWidth(cuts: Float64Array): WidthGrid | undefined {
  const { from, to } = span(cuts);
  const cells = cellCount(cuts);
  const low = cuts[from]!;
  const scale = (cells - 2) / (cuts[to]! - low);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY && Number.isFinite(low))) return undefined;
  const last = cells - 1;
  const below = countBelow(cuts, cells, (cut) => clamp((cut - low) * scale + 1, last));
  return { type: 'width', low, scale, below };
}

function gridByBits(cuts: Float64Array): BitsGrid {
  const { from, to } = span(cuts);
  const cells = cellCount(cuts);
  const bits = orderedBits(cuts);
  const low = bits[from]!;
  const width = bits[to]! - low;
  const shift = Math.max(0, Math.ceil(Math.log2((width + 1) / (cells - 2))));
  const last = cells - 1;
  const cellOf = (_: number, index: number) => {
    const step = bits[index]! - low;
    return step < 0 ? 0 : Math.min((step >>> shift) + 1, last);
  };
  return { type: 'bits', low, shift, below: countBelow(cuts, cells, cellOf) };
}

/** Indices of the cut points that the grid spans. */
function span(cuts: Float64Array): { readonly from: number; readonly to: number } {
  const from = Math.floor(cuts.length * tailShare);
  return { from, to: cuts.length - 1 - from };
}

function cellCount({ length }: Float64Array): number {
  return Math.min(maximumCells, 2 ** Math.ceil(Math.log2(cellsPerCut * length)));
}

/** The higher half of each number's bits as integers in the order of the numbers; those of 0 and -0 are neighbours. */
function orderedBits(cuts: Float64Array): Int32Array {
  const halves = new Int32Array(new Float64Array(cuts).buffer);
  const bits = new Int32Array(cuts.length);
  for (let i = 0; i < bits.length; i++) bits[i] = orderedHalf(halves[2 * i + highHalf]!);
  return bits;
}

/** The higher a negative number's bits, the lower it is: they are turned. */
function orderedHalf(half: number): number {
  return half ^ ((half >> 31) & 0x7fffffff);
}

function countBelow(
  cuts: Float64Array,
  cells: number,
  cellOf: (cut: number, index: number) => number,
): CutsBelow {
  const below = new Uint16Array(cells + 1);
  let count = 0;
  for (let cell = 0; cell <= cells; cell++) {
    while (count < cuts.length && cellOf(cuts[count]!, count) < cell) count++;
    below[cell] = count;
  }
  return below;
}

/** Of a place on the grid its cell. */
function clamp(place: number, last: number): number {
  return place >= last ? last : place > 0 ? Math.trunc(place) : 0;
}

/** Comparisons that finding all cut points takes, about. */
function comparisons(below: CutsBelow): number {
  let sum = 0;
  for (let cell = 1; cell < below.length; cell++) {
    const inside = below[cell]! - below[cell - 1]!;
    sum += inside < 2 ? inside : inside * Math.log2(1 + inside);
  }
  return sum;
}

/** Cut points, and NaN behind them, which is neither below a number nor equal to one: the search needs no end. */
function searchable(cuts: Float64Array): Float64Array {
  const padded = new Float64Array(cuts.length + 1).fill(Number.NaN);
  padded.set(cuts);
  return padded;
}

function compileFinder(grid: Grid, cuts: Float64Array): BinFinder {
  let rest = new Uint32Array(0);
  return (values, into) => {
    if (rest.length < values.length) rest = new Uint32Array(values.length);
    const count =
      grid.type === 'width'
        ? findByWidth(grid, cuts, values, into, rest)
        : findByBits(grid, cuts, values, into, rest);
    findRest(grid.below, cuts, values, into, rest, count);
  };
}

// Two loops, the same but for how they find the cell: they run once a value, and a call would cost as much as the rest. A
// search that is a loop would cost as much, too, in every turn: the compiler keeps in registers what an innermost loop needs. So
// would a length in a loop's condition.

/** Leaves the rows in `rest`, and their cells in `into`, where two comparisons were not enough. @returns how many */
function findByWidth(
  { below, low, scale }: WidthGrid,
  cuts: Float64Array,
  values: Float64Array,
  into: Int32Array,
  rest: Uint32Array,
): number {
  const last = below.length - 2;
  const rows = values.length;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    const place = (value - low) * scale + 1;
    const cell = place >= last ? last : place > 0 ? place | 0 : 0;
    let index = below[cell]!;
    index += +(cuts[index]! < value);
    index += +(cuts[index]! < value);
    const cut = cuts[index]!;
    if (cut < value) {
      rest[count++] = row;
      into[row] = cell;
    } else into[row] = 2 * index + +(cut === value);
  }
  return count;
}

function findByBits(
  { below, low, shift }: BitsGrid,
  cuts: Float64Array,
  values: Float64Array,
  into: Int32Array,
  rest: Uint32Array,
): number {
  const last = below.length - 2;
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const rows = values.length;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    const half = halves[2 * row + highHalf]!;
    const step = (half ^ ((half >> 31) & 0x7fffffff)) - low;
    const place = (step >>> shift) + 1;
    const cell = step < 0 ? 0 : Math.min(place, last);
    let index = below[cell]!;
    index += +(cuts[index]! < value);
    index += +(cuts[index]! < value);
    const cut = cuts[index]!;
    if (cut < value) {
      rest[count++] = row;
      into[row] = cell;
    } else into[row] = 2 * index + +(cut === value);
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
