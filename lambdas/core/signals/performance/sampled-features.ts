import { type Column, cellState } from '../../block/column-block.ts';
import type { SampledFeature } from './grow-tree.ts';

/** Bins of a feature that a tree may split between. */
const featureBins = 64;

/** Categories that are told apart; all others are one bin. */
const mostCategories = 60;

/**
 * A column of sampled rows in bins that a tree may split between: numbers in bins of as many rows each, with cuts that look like numbers
 * people would choose; categories by themselves, the commonest ones.
 *
 * @param column  of all sampled rows
 * @returns undefined where it holds neither, or but one value
 */
export function sampledFeature(column: Column, place: number, rows: number): SampledFeature | undefined {
  switch (column.type) {
    case 'numbers':
      return ofNumbers(column.values, column.states, place, rows);
    case 'codes':
      return ofCodes(column.codes, column.dictionary, column.states, place, rows);
    default:
      return undefined;
  }
}

function ofNumbers(
  values: Float64Array,
  states: Uint8Array,
  column: number,
  rows: number,
): SampledFeature | undefined {
  const present = values.filter((_, row) => row < rows && states[row] === cellState.present).sort();
  const cuts = featureCuts(present);
  if (cuts.length === 0 && present.length === rows) return undefined;
  const bins = cuts.length + 1;
  const binOfRow = new Uint8Array(rows);
  for (let row = 0; row < rows; row++)
    binOfRow[row] = states[row] === cellState.present ? cutsBelow(cuts, values[row]!) : bins;
  return { column, binOfRow, bins, cuts };
}

/** @param sorted  ascending */
function featureCuts(sorted: Float64Array): Float64Array {
  const cuts: number[] = [];
  for (let bin = 1; bin < featureBins; bin++) {
    const at = Math.round((bin * sorted.length) / featureBins);
    const [below, cut] = [sorted[at - 1], sorted[at]];
    if (below === undefined || cut === undefined) continue;
    const first = below < cut ? cut : nextAbove(sorted, cut);
    const before = below < cut ? below : cut;
    if (first === undefined) continue;
    const rounded = between(before, first);
    if (rounded > (cuts.at(-1) ?? Number.NEGATIVE_INFINITY)) cuts.push(rounded);
  }
  return Float64Array.from(cuts);
}

function nextAbove(sorted: Float64Array, value: number): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}

/** The number of fewest digits that is above one and at most the other. */
function between(below: number, cut: number): number {
  for (let digits = 1; digits < 16; digits++) {
    const rounded = Number(cut.toPrecision(digits));
    if (rounded > below && rounded <= cut) return rounded;
  }
  return cut;
}

function cutsBelow(cuts: Float64Array, value: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ofCodes(
  codes: Uint32Array,
  dictionary: readonly string[],
  states: Uint8Array,
  column: number,
  rows: number,
): SampledFeature | undefined {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++)
    if (states[row] === cellState.present) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  const text = (code: number) => dictionary[code] ?? '';
  const common = [...counts]
    .toSorted(([a, inA], [b, inB]) => inB - inA || (text(a) < text(b) ? -1 : 1))
    .slice(0, mostCategories)
    .map(([code]) => code);
  const bins = common.length + 1;
  const binOf = new Map(common.map((code, bin) => [code, bin]));
  const binOfRow = new Uint8Array(rows);
  for (let row = 0; row < rows; row++)
    binOfRow[row] = states[row] === cellState.present ? (binOf.get(codes[row]!) ?? common.length) : bins;
  return { column, binOfRow, bins, categories: common.map(text) };
}
