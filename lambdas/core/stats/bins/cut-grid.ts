import { halvesOf, highHalf, orderedHalf } from './ordered-bits.ts';

/** Cells of the grid at most: 32 KB a column, which stays in the processor's cache beside the cut points. */
const maximumCells = 16_384;

/** Cells for each cut point where there are few. */
const cellsPerCut = 8;

/** The grid spans the cut points but this share at either end: one far value must not take all its cells. */
const tailShare = 0.005;

/** How many cut points lie below each cell, and below the end of the last one. */
export type CutsBelow = Uint16Array;

/** Cells of equal width. */
interface WidthCells {
  readonly type: 'width';
  /** Where the second cell begins: the first holds all that is below. */
  readonly low: number;
  /** Cells for one unit of value. */
  readonly scale: number;
  /** The last cell holds all that is above. */
  readonly last: number;
}

/** Cells of equal steps in the bits of a double, that is, in about the logarithm. */
interface BitsCells {
  readonly type: 'bits';
  /** The ordered bits where the second cell begins: the first holds all that is below. */
  readonly low: number;
  /** Bits that do not tell cells apart. */
  readonly shift: number;
  /** The last cell holds all that is above. */
  readonly last: number;
}

/** The line cut into cells, and for each how many cut points lie below it. */
export interface CutGrid {
  readonly cells: WidthCells | BitsCells;
  readonly below: CutsBelow;
}

/**
 * Of two grids the one that spreads the cut points better.
 *
 * @param cuts  cut points in ascending order, at least one and at most 65,535; infinities allowed, not -0: its bits differ from
 *   those of 0, and the grid would tell them apart
 */
export function cutGrid(cuts: Float64Array): CutGrid {
  const byBits = gridOf(cuts, cellsByBits(cuts));
  const ofWidth = cellsByWidth(cuts);
  if (!ofWidth) return byBits;
  const byWidth = gridOf(cuts, ofWidth);
  return comparisons(byWidth.below) <= comparisons(byBits.below) ? byWidth : byBits;
}

/** @returns undefined where the width is zero or not finite */
function cellsByWidth(cuts: Float64Array): WidthCells | undefined {
  const { from, to } = span(cuts);
  const last = cellCount(cuts) - 1;
  const low = cuts[from]!;
  const scale = (last - 1) / (cuts[to]! - low);
  const isUsable = scale > 0 && scale < Number.POSITIVE_INFINITY && Number.isFinite(low);
  return isUsable ? { type: 'width', low, scale, last } : undefined;
}

function cellsByBits(cuts: Float64Array): BitsCells {
  const { from, to } = span(cuts);
  const last = cellCount(cuts) - 1;
  const halves = halvesOf(cuts);
  const low = orderedHalf(halves[2 * from + highHalf]!);
  const width = orderedHalf(halves[2 * to + highHalf]!) - low;
  const shift = Math.max(0, Math.ceil(Math.log2((width + 1) / (last - 1))));
  return { type: 'bits', low, shift, last };
}

/** Indices of the cut points that the grid spans. */
function span(cuts: Float64Array): { readonly from: number; readonly to: number } {
  const from = Math.floor(cuts.length * tailShare);
  return { from, to: cuts.length - 1 - from };
}

function cellCount({ length }: Float64Array): number {
  return Math.min(maximumCells, 2 ** Math.ceil(Math.log2(cellsPerCut * length)));
}

function gridOf(cuts: Float64Array, cells: CutGrid['cells']): CutGrid {
  const cellOfCut = new Int32Array(cuts.length);
  findCells(cells, cuts, cellOfCut);
  return { cells, below: countBelow(cellOfCut, cells.last) };
}

function countBelow(cellOfCut: Int32Array, last: number): CutsBelow {
  const below = new Uint16Array(last + 2);
  for (let cut = 0; cut < cellOfCut.length; cut++) below[cellOfCut[cut]! + 1]!++;
  let count = 0;
  for (let cell = 0; cell < below.length; cell++) {
    count += below[cell]!;
    below[cell] = count;
  }
  return below;
}

/** Comparisons that finding all cut points takes, about: of n in a cell, each takes as many as n has binary digits. */
function comparisons(below: CutsBelow): number {
  let sum = 0;
  for (let cell = 1; cell < below.length; cell++) {
    const inside = below[cell]! - below[cell - 1]!;
    sum += inside * (32 - Math.clz32(inside));
  }
  return sum;
}

/** The cell of each value: it never falls as the value grows. Of NaN any cell. */
export function findCells(cells: CutGrid['cells'], values: Float64Array, into: Int32Array): void {
  if (cells.type === 'width') findCellsByWidth(cells, values, into);
  else findCellsByBits(cells, values, into);
}

// Loops without a call, over one index: the compiler keeps in registers what an innermost loop needs.

function findCellsByWidth({ low, scale, last }: WidthCells, values: Float64Array, into: Int32Array): void {
  const rows = values.length;
  for (let row = 0; row < rows; row++) {
    const place = (values[row]! - low) * scale + 1;
    into[row] = place >= last ? last : place > 0 ? place | 0 : 0;
  }
}

function findCellsByBits({ low, shift, last }: BitsCells, values: Float64Array, into: Int32Array): void {
  const halves = halvesOf(values);
  const high = highHalf;
  const rows = values.length;
  for (let row = 0; row < rows; row++) {
    const step = orderedHalf(halves[2 * row + high]!) - low;
    const place = (step >>> shift) + 1;
    into[row] = step < 0 ? 0 : Math.min(place, last);
  }
}
