import type { ColumnProfile } from '../../columns/column-profile.ts';
import type { CategoryBins, ColumnBins, NumberBins } from '../../columns/reference-bins.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import { cutPoints } from '../../stats/bins/cut-points.ts';

/** Cut points and categories of a column at most: a hundred blocks of it must fit into memory. */
const mostCoarse = 50;

/**
 * A column's bins with few of its cut points, at steps of equal mass, or its commonest categories alone.
 *
 * @param counts  the reference's rows by bin; undefined where they are not known: then all bins are taken to be as heavy
 */
function coarseBins(bins: ColumnBins, counts: ArrayLike<number> | undefined): ColumnBins {
  switch (bins.type) {
    case 'numbers': {
      const masses = bins.cuts.map((_, cut) =>
        counts ? Math.max(1, counts[2 * cut]! + counts[2 * cut + 1]!) : 1,
      );
      return { ...bins, cuts: Array.from(cutPoints(bins.cuts, masses, mostCoarse)), exact: false };
    }
    case 'codes': {
      const commonest = bins.values
        .map((value, bin) => ({ value, bin, count: counts?.[bin] ?? 0 }))
        .toSorted((a, b) => b.count - a.count || a.bin - b.bin)
        .slice(0, mostCoarse)
        .toSorted((a, b) => a.bin - b.bin);
      return { type: 'codes', values: commonest.map(({ value }) => value), complete: false };
    }
    case 'texts':
      return bins;
    default:
      return bins satisfies never;
  }
}

/** Counts on a column's bins as counts on the coarse ones; the last of categories is of all others. */
export function onCoarseBins(
  bins: ColumnBins,
  coarse: ColumnBins,
  values: ColumnProfile['values'],
): readonly number[] | undefined {
  if (bins.type === 'numbers' && coarse.type === 'numbers' && values.type === 'numbers')
    return onCoarseCuts(bins, coarse, values.bins);
  if (bins.type !== 'codes' || coarse.type !== 'codes' || values.type !== 'codes') return undefined;
  return onCommonest(bins, coarse, values.bins, values.count);
}

function onCommonest(
  { values }: CategoryBins,
  coarse: CategoryBins,
  counts: readonly number[],
  total: number,
): readonly number[] {
  const binOf = new Map(values.map((value, bin) => [value, bin]));
  const kept = coarse.values.map((value) => counts[binOf.get(value) ?? -1] ?? 0);
  return [...kept, total - kept.reduce((sum, count) => sum + count, 0)];
}

/** The coarse bin of each bin of cut points, at the place behind it; the first place is for no bin, which has one of its own. */
export function coarseBinOfCuts({ cuts }: NumberBins, coarse: NumberBins): Uint8Array {
  const found = new Uint8Array(2 * cuts.length + 2);
  found[0] = 2 * coarse.cuts.length + 1;
  let next = 0;
  for (let cut = 0; cut <= cuts.length; cut++) {
    found[2 * cut + 1] = 2 * next;
    if (cut === cuts.length) break;
    const isKept = coarse.cuts[next] === cuts[cut];
    found[2 * cut + 2] = 2 * next + Number(isKept);
    next += Number(isKept);
  }
  return found;
}

function onCoarseCuts(bins: NumberBins, coarse: NumberBins, counts: readonly number[]): readonly number[] {
  const sums = new Array<number>(2 * coarse.cuts.length + 1).fill(0);
  const coarseOf = coarseBinOfCuts(bins, coarse);
  for (const [bin, count] of counts.entries()) sums[coarseOf[bin + 1]!]! += count;
  return sums;
}

/**
 * Few bins for each column of a yardstick: what its blocks are counted on.
 *
 * @param counts  the reference's rows by bin, of the contract's columns; of derived ones they are not known
 */
export function coarseBinsOf(
  { columns }: Pick<Yardstick, 'columns'>,
  counts: readonly ArrayLike<number>[],
): readonly ColumnBins[] {
  return columns.map(({ bins }, index) => coarseBins(bins, counts[index]));
}
