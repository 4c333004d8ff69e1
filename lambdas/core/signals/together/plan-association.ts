import { type ColumnContract, isMonitored } from '../../contract/contract.ts';
import { type AssociationPlan, type GroupedColumn, maximumAssociated, type RankedColumn } from './plan.ts';
import { planWaves } from './plan-waves.ts';
import { rankLevels } from './rank-levels.ts';

/** Categories with at least this share of a column's values have an indicator, unless their complement has less. */
const frequentShare = 0.05;

/** Most indicators of one column. */
const maximumIndicators = 8;

/** Seed of all random choices: one for all, so that the same reference gives the same plan. */
const planSeed = 20_260_401;

/**
 * Chooses what is kept of the columns together: ranks of every monitored number, indicators of the frequent categories of
 * every monitored category and boolean. Timestamps and texts are associated with nothing, nor are labels: a batch whose labels come
 * later has none, which changes nothing about its rows.
 *
 * @param columns  those of the contract, in order
 * @param counts  the reference's rows by bin, one array a column; empty for columns of text
 */
export function planAssociation(
  columns: readonly ColumnContract[],
  counts: readonly ArrayLike<number>[],
): AssociationPlan {
  const ranked: RankedColumn[] = [];
  const grouped: GroupedColumn[] = [];
  const leftOut: number[] = [];
  let free = maximumAssociated;
  for (const [column, contract] of columns.entries()) {
    const isAssociated = isMonitored(contract) && contract.role !== 'label';
    const planned = isAssociated ? planColumn(column, contract, counts[column] ?? []) : undefined;
    if (!planned) continue;
    const size = planned.type === 'ranked' ? 1 : planned.plan.categories.length;
    if (size > free) leftOut.push(column);
    else {
      free -= size;
      if (planned.type === 'ranked') ranked.push(planned.plan);
      else grouped.push(planned.plan);
    }
  }
  const groups = grouped.map(({ categories }) => categories.length + 1);
  return { ranked, grouped, leftOut, waves: planWaves({ ranked: ranked.length, groups }, planSeed) };
}

type Planned =
  | { readonly type: 'ranked'; readonly plan: RankedColumn }
  | { readonly type: 'grouped'; readonly plan: GroupedColumn };

function planColumn(
  column: number,
  { kind }: ColumnContract,
  counts: ArrayLike<number>,
): Planned | undefined {
  switch (kind) {
    case 'numeric':
    case 'integer': {
      const ranks = rankLevels(counts);
      return ranks && { type: 'ranked', plan: { column, ranks } };
    }
    case 'categorical':
    case 'boolean': {
      const plan = planIndicators(column, counts);
      return plan && { type: 'grouped', plan };
    }
    case 'timestamp':
    case 'text':
    case 'vector':
      return undefined;
    default:
      return kind satisfies never;
  }
}

function planIndicators(column: number, counts: ArrayLike<number>): GroupedColumn | undefined {
  const bins = Array.from(counts, (count, bin) => ({ bin, count }));
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const frequent = bins
    .filter(({ count }) => count >= frequentShare * total && count <= (1 - frequentShare) * total)
    .toSorted((a, b) => b.count - a.count || a.bin - b.bin);
  // Of two categories one indicator says all.
  const told = bins.length === 2 ? frequent.slice(-1) : frequent.slice(0, maximumIndicators);
  if (total === 0 || told.length === 0) return undefined;
  return {
    column,
    categories: told.map(({ bin }) => bin),
    kurtoses: told.map(({ count }) => indicatorKurtosis(count / total)),
  };
}

function indicatorKurtosis(share: number): number {
  const variance = share * (1 - share);
  return (1 - 3 * variance) / variance;
}
