import type { ColumnProfile } from '../../columns/column-profile.ts';
import type { CategoryBins, ColumnBins, NumberBins } from '../../columns/reference-bins.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import { cutPoints } from '../../stats/bins/cut-points.ts';
import type { AssociationPlan } from '../together/plan.ts';
import { rankLevels } from '../together/rank-levels.ts';

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

function onCoarseCuts(
  { cuts }: NumberBins,
  coarse: NumberBins,
  counts: readonly number[],
): readonly number[] {
  const sums = new Array<number>(2 * coarse.cuts.length + 1).fill(0);
  let next = 0;
  for (let cut = 0; cut <= cuts.length; cut++) {
    sums[2 * next]! += counts[2 * cut]!;
    if (cut === cuts.length) break;
    const isKept = coarse.cuts[next] === cuts[cut];
    sums[2 * next + Number(isKept)]! += counts[2 * cut + 1]!;
    next += Number(isKept);
  }
  return sums;
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

/**
 * What is kept of columns together, on coarse bins: the same pairs and random waves.
 *
 * @param counts  the reference's rows by bin of each column
 * @returns undefined where a column of numbers has no two ranks left
 */
function coarseAssociation(
  plan: AssociationPlan,
  bins: readonly ColumnBins[],
  coarse: readonly ColumnBins[],
  counts: readonly ArrayLike<number>[],
): AssociationPlan | undefined {
  const ranked = plan.ranked.flatMap(({ column }) => {
    const [fine, few] = [bins[column], coarse[column]];
    const ranks =
      fine?.type === 'numbers' && few?.type === 'numbers'
        ? rankLevels(onCoarseCuts(fine, few, Array.from(counts[column] ?? [])))
        : undefined;
    return ranks ? [{ column, ranks }] : [];
  });
  if (ranked.length < plan.ranked.length) return undefined;
  const grouped = plan.grouped.map((group) => {
    const [fine, few] = [bins[group.column], coarse[group.column]];
    const valueIn = (category: number) => (fine?.type === 'codes' ? fine.values[category] : undefined);
    const indexOf = (value = '') => (few?.type === 'codes' ? few.values.indexOf(value) : -1);
    return { ...group, categories: group.categories.map((category) => indexOf(valueIn(category))) };
  });
  return grouped.some(({ categories }) => categories.includes(-1)) ? undefined : { ...plan, ranked, grouped };
}

/**
 * A yardstick of a reference's blocks: coarse bins, the same pairs and random waves, no segments.
 *
 * @param counts  the reference's rows by bin, of the contract's columns; of derived ones they are not known
 */
export function coarseYardstick(
  { columns, missingTokens, association }: Yardstick,
  counts: readonly ArrayLike<number>[],
): Yardstick {
  const coarse = columns.map(({ bins }, index) => coarseBins(bins, counts[index]));
  const bins = columns.map((column) => column.bins);
  const together = association && coarseAssociation(association, bins, coarse, counts);
  return {
    columns: columns.map((column, index) => ({ ...column, bins: coarse[index]! })),
    missingTokens,
    ...(together ? { association: together } : {}),
  };
}
