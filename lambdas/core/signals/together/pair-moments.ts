import { type CrossMoments, type MissingMoments, pairIndex } from './cross-moments.ts';
import type { AssociationPlan } from './plan.ts';

/** What is associated: the ranks of a column, or the indicator of one of its categories. */
export interface AssociatedVariable {
  /** Of the contract. */
  readonly column: number;
  /** Kurtosis under the reference. */
  readonly kurtosis: number;
  /** Index of the ranked column or of the grouped one. */
  readonly index: number;
  /** The category, for an indicator. */
  readonly indicator?: {
    /** Index among the column's groups. */
    readonly group: number;
    /** Index among the reference's values. */
    readonly category: number;
  };
}

/** Sums over the rows that have both of a pair: of ranks in levels, of indicators 1 or 0. */
export interface PairMoments {
  readonly count: number;
  readonly sumX: number;
  readonly sumY: number;
  readonly sumXX: number;
  readonly sumYY: number;
  readonly sumXY: number;
}

/** All variables of a plan: ranked columns first. */
export function associatedVariables({ ranked, grouped }: AssociationPlan): readonly AssociatedVariable[] {
  return [
    ...ranked.map(({ column, ranks }, index) => ({ column, kurtosis: ranks.kurtosis, index })),
    ...grouped.flatMap(({ column, categories, kurtoses }, index) =>
      categories.map((category, group) => ({
        column,
        kurtosis: kurtoses[group]!,
        index,
        indicator: { group, category },
      })),
    ),
  ];
}

/** Looks up the moments of any pair of variables of two columns, the first being earlier in {@link associatedVariables}. */
export type LookUpPair = (first: AssociatedVariable, second: AssociatedVariable) => PairMoments;

export function compilePairs({ ranked, grouped }: AssociationPlan, moments: CrossMoments): LookUpPair {
  const missing = new Map(moments.missing.map((one) => [one.index, one]));
  const margins: Margins[] = [];

  function ofRanks(i: number, j: number): PairMoments {
    const [withoutI, withoutJ] = [missing.get(i), missing.get(j)];
    return {
      count: moments.counts[i]! - (withoutJ?.counts[i] ?? 0),
      sumX: moments.sums[i]! - (withoutJ?.sums[i] ?? 0),
      sumY: moments.sums[j]! - (withoutI?.sums[j] ?? 0),
      sumXX: moments.squares[i]! - (withoutJ?.squares[i] ?? 0),
      sumYY: moments.squares[j]! - (withoutI?.squares[j] ?? 0),
      sumXY: moments.products[pairIndex(i, j, ranked.length)]!,
    };
  }

  function ofRankAndIndicator(i: number, index: number, group: number): PairMoments {
    const groups = moments.groups[index]!;
    const withoutColumn: MissingMoments | undefined = missing.get(ranked.length + index);
    const ones = groups.counts[group]! - (missing.get(i)?.groups[index]?.[group] ?? 0);
    let sumX = 0;
    for (let at = i; at < groups.sums.length; at += ranked.length) sumX += groups.sums[at]!;
    return {
      count: moments.counts[i]! - (withoutColumn?.counts[i] ?? 0),
      sumX,
      sumY: ones,
      sumXX: moments.squares[i]! - (withoutColumn?.squares[i] ?? 0),
      sumYY: ones,
      sumXY: groups.sums[group * ranked.length + i]!,
    };
  }

  function ofIndicators(a: number, row: number, b: number, column: number): PairMoments {
    const at = pairIndex(a, b, grouped.length);
    const width = moments.groups[b]!.counts.length;
    const table = moments.tables[at]!;
    const known = margins[at] ?? marginsOf(table, width);
    margins[at] = known;
    const { total, rows, columns } = known;
    const [inRow, inColumn] = [rows[row]!, columns[column]!];
    const both = table[row * width + column]!;
    return { count: total, sumX: inRow, sumY: inColumn, sumXX: inRow, sumYY: inColumn, sumXY: both };
  }

  return (first, second) => {
    if (!second.indicator) return ofRanks(first.index, second.index);
    const { group } = second.indicator;
    return first.indicator
      ? ofIndicators(first.index, first.indicator.group, second.index, group)
      : ofRankAndIndicator(first.index, second.index, group);
  };
}

/** Sums of a table of two columns. */
interface Margins {
  readonly total: number;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function marginsOf(table: readonly number[], width: number): Margins {
  const rows = new Array<number>(table.length / width).fill(0);
  const columns = new Array<number>(width).fill(0);
  let total = 0;
  for (const [at, count] of table.entries()) {
    total += count;
    rows[Math.floor(at / width)]! += count;
    columns[at % width]! += count;
  }
  return { total, rows, columns };
}
