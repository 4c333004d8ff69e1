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
export interface WidthGrid {
  readonly type: 'width';
  readonly below: CutsBelow;
  /** Where the second cell begins: the first holds all that is below. */
  readonly low: number;
  /** Cells for one unit of value. */
  readonly scale: number;
}

/** Cells of equal steps in the bits of a double, that is, in about the logarithm. */
export interface BitsGrid {
  readonly type: 'bits';
  readonly below: CutsBelow;
  /** The ordered bits where the second cell begins. */
  readonly low: number;
  /** Bits that do not tell cells apart. */
  readonly shift: number;
}

/**
 * A grid cuts the line into cells, and says for each how many cut points lie below it. Of two grids the one that spreads the
 * cut points better.
 *
 * @param cuts  cut points in ascending order, at least one and at most 65,535; infinities allowed, not -0: its bits differ from
 *   those of 0, and the grid would tell them apart
 */
export function cutGrid(cuts: Float64Array): WidthGrid | BitsGrid {
  const byBits = gridByBits(cuts);
  const byWidth = gridByWidth(cuts);
  const isWidthBetter = byWidth && comparisons(byWidth.below) <= comparisons(byBits.below);
  return isWidthBetter ? byWidth : byBits;
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

function orderedBits(cuts: Float64Array): Int32Array {
  const halves = halvesOf(cuts);
  const bits = new Int32Array(cuts.length);
  for (let i = 0; i < bits.length; i++) bits[i] = orderedHalf(halves[2 * i + highHalf]!);
  return bits;
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
