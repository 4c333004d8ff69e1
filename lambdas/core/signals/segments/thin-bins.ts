import type { NumberValues } from '../../columns/number-values.ts';
import type { CategoryBins, NumberBins } from '../../columns/reference-bins.ts';
import { cutPoints } from '../../stats/bins/cut-points.ts';
import { cellTable, countsOnFewer } from './cell-table.ts';
import { maximumSegmentCategories, maximumSegmentCuts } from './plan.ts';

/**
 * Bins of a segment: of the cut points given those that are its own values, thinned to equal mass **of the segment** where
 * there are too many. Its counts are sums of those given.
 */
export function thinNumbers(
  { cuts, exact, center }: NumberBins,
  values: NumberValues,
  maximum = maximumSegmentCuts,
): { readonly bins: NumberBins; readonly values: NumberValues } {
  const present = cuts
    .map((cut, index) => ({ cut, mass: values.bins[2 * index]! + values.bins[2 * index + 1]! }))
    .filter(({ mass }) => mass > 0);
  const kept = cutPoints(
    present.map(({ cut }) => cut),
    present.map(({ mass }) => mass),
    maximum,
  );
  const bins: NumberBins = {
    type: 'numbers',
    cuts: Array.from(kept),
    exact: exact && kept.length === present.length,
    center,
  };
  return { bins, values: { ...values, bins: countsOnFewer(values.bins, cellTable(cuts, bins.cuts)) } };
}

/** So many cut points of a column, at steps of equal mass of all its rows: enough to choose those of its segments from. */
export function draftNumbers(bins: NumberBins, maximum: number): NumberBins {
  const { cuts, exact } = bins;
  if (cuts.length <= maximum) return bins;
  const kept = cutPoints(cuts, new Array<number>(cuts.length).fill(1), maximum);
  return { ...bins, cuts: Array.from(kept), exact: exact && kept.length === cuts.length };
}

/**
 * Categories that segments tell apart: the column's commonest in the whole reference. All others are counted as one, and
 * never those of the segment alone: the reference has more of what was chosen for being in it than any batch has.
 *
 * @param counts  the reference's rows by category, in the order of the bins
 * @returns undefined where all are too rare
 */
export function commonCategories(
  { values }: CategoryBins,
  counts: ArrayLike<number>,
): CategoryBins | undefined {
  const kept = values
    .map((value, index) => ({ value, index, rows: counts[index] ?? 0 }))
    .filter(({ rows }) => rows >= leastCategoryRows)
    .toSorted((a, b) => b.rows - a.rows || a.index - b.index)
    .slice(0, maximumSegmentCategories)
    .toSorted((a, b) => a.index - b.index);
  if (kept.length === 0) return undefined;
  return { type: 'codes', values: kept.map(({ value }) => value), complete: false };
}

/** Rows of the reference that a category must have: of rarer ones it has many by chance alone. */
const leastCategoryRows = 20;
