import { type Column, type ColumnBlock, cellState } from '../block/column-block.ts';
import { cutPoints } from '../stats/bins/cut-points.ts';
import { plainList } from './count-list.ts';
import { collectDistinctNumbers, type DistinctNumbers, totalOf } from './distinct-numbers.ts';
import { type ColumnBins, maximumCategories, maximumCuts, type NumberBins } from './reference-bins.ts';

/** Finds the bins of a reference, fed block by block with its columns. */
export interface BinsCollector {
  /** @param refused  1 where the row broke the contract: its values make no bins */
  add(block: ColumnBlock, refused: Uint8Array): void;
  /** One for each column, in order. */
  bins(): readonly ColumnBins[];
  /**
   * Rows by bin, one array for each column, empty for texts. Where a column has more distinct values than could be kept,
   * as if each had been the next one kept: good enough for ranks.
   */
  counts(): readonly Float64Array[];
}

interface ColumnCollector {
  add(column: Column, refused: Uint8Array): void;
  bins(): ColumnBins;
  counts(): Float64Array;
}

/** Distinct numbers kept over all columns together while the cut points are looked for: 16 bytes each. */
const distinctBudget = 4_194_304;

/**
 * Cut points over all columns together: each takes some 100 bytes where a reference is built. Only tables of more than 256 numeric columns
 * have fewer a column than {@link maximumCuts}, those of 5,000 still 838, so that KS is within 1/838 at worst.
 */
const cutsBudget = 4_194_560;

/** Most cut points of a column of a table with so many numeric ones. */
function cutsOfColumn(numeric: number): number {
  return Math.min(maximumCuts, Math.floor(cutsBudget / Math.max(1, numeric)));
}

/** @param types  what each column decodes to */
export function collectBins(types: readonly ColumnBins['type'][]): BinsCollector {
  const numeric = types.filter((type) => type === 'numbers').length;
  const share = Math.floor(distinctBudget / Math.max(1, numeric));
  const cuts = cutsOfColumn(numeric);
  const limit = Math.min(Math.max(share, 2 * cuts), 524_288);
  const columns = types.map((type) => collectColumn(type, limit, cuts));
  return {
    add(block, refused) {
      for (const [index, collector] of columns.entries()) {
        const column = block.columns[index];
        if (column) collector.add(column, refused);
      }
    },
    bins: () => columns.map((column) => column.bins()),
    counts: () => columns.map((column) => column.counts()),
  };
}

function collectColumn(type: ColumnBins['type'], limit: number, cuts: number): ColumnCollector {
  switch (type) {
    case 'numbers':
      return collectNumbers(limit, cuts);
    case 'codes':
      return collectCategories();
    case 'texts':
      return { add: () => {}, bins: () => ({ type: 'texts' }), counts: () => new Float64Array(0) };
    default:
      return type satisfies never;
  }
}

/**
 * @param limit  distinct values that are kept at most while the cut points are looked for
 * @param maximum  cut points at most
 */
export function collectNumbers(limit: number, maximum: number): ColumnCollector {
  const collector = collectDistinctNumbers(limit);
  let kept: FoundBins | undefined;
  function found(): FoundBins {
    kept ??= binsOf(collector.distinct(), maximum);
    return kept;
  }
  return {
    add(column, refused) {
      if (column.type !== 'numbers') return;
      kept = undefined;
      for (let row = 0; row < refused.length; row++) {
        if (column.states[row] === cellState.present && refused[row] === 0)
          collector.add(column.values[row]!);
      }
    },
    bins: () => found().bins,
    counts: () => found().counts,
  };
}

interface FoundBins {
  readonly bins: NumberBins;
  readonly counts: Float64Array;
}

/** @param maximum  cut points at most */
function binsOf(distinct: DistinctNumbers, maximum: number): FoundBins {
  const cuts = cutPoints(distinct.values, distinct.counts, maximum);
  return {
    bins: {
      type: 'numbers',
      cuts: plainList(cuts),
      exact: distinct.complete && distinct.values.length <= maximum,
      center: medianOf(distinct),
    },
    counts: countsByBin(distinct, cuts),
  };
}

function countsByBin({ values, counts }: DistinctNumbers, cuts: Float64Array): Float64Array {
  const byBin = new Float64Array(2 * cuts.length + 1);
  let cut = 0;
  for (let i = 0; i < values.length; i++) {
    while (cut < cuts.length && cuts[cut]! < values[i]!) cut++;
    byBin[cuts[cut] === values[i] ? 2 * cut + 1 : 2 * cut]! += counts[i]!;
  }
  return byBin;
}

function medianOf({ values, counts }: DistinctNumbers): number {
  const half = totalOf(counts) / 2;
  let mass = 0;
  for (let i = 0; i < values.length; i++) {
    mass += counts[i]!;
    if (mass >= half) return values[i]!;
  }
  return 0;
}

function collectCategories(): ColumnCollector {
  const seen = new Map<string, number>();
  let complete = true;
  return {
    add(column, refused) {
      if (column.type !== 'codes') return;
      const used = new Float64Array(column.dictionary.length);
      for (let row = 0; row < refused.length; row++) {
        if (column.states[row] === cellState.present && refused[row] === 0) used[column.codes[row]!]!++;
      }
      for (const [code, value] of column.dictionary.entries()) {
        if (used[code] === 0) continue;
        const count = seen.get(value);
        if (count === undefined && seen.size >= maximumCategories) complete = false;
        else seen.set(value, (count ?? 0) + used[code]!);
      }
    },
    bins: () => ({ type: 'codes', values: [...seen.keys()], complete }),
    counts: () => Float64Array.from(seen.values()),
  };
}
