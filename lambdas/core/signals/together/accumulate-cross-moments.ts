import { type CrossMoments, groupCounts, pairIndex } from './cross-moments.ts';
import { addGroupCounts, addGroupSums, addTable, groupRows } from './group-rows.ts';
import { addMissingRows, type MissingSums, missingMoments, noMissingSums } from './missing-sums.ts';
import type { AssociationPlan } from './plan.ts';
import { addRankProducts, noRankProducts } from './rank-products.ts';
import type { ScoredRows } from './scored-rows.ts';

/** Running {@link CrossMoments}. */
export interface CrossMomentsAccumulator {
  add(rows: ScoredRows): void;
  moments(): CrossMoments;
}

/**
 * Costs one multiplication and addition for each pair of ranked columns and row, one addition for each grouped column, ranked
 * column and row, and one for each pair of grouped columns and row; a missing value costs three for each ranked column.
 */
export function accumulateCrossMoments(plan: AssociationPlan): CrossMomentsAccumulator {
  const ranked = plan.ranked.length;
  const groups = groupCounts(plan);
  const counts = new Float64Array(ranked);
  const ofRanks = noRankProducts(ranked);
  // One group more than there are, for the rows in which the column is missing: it is left off in the end.
  const groupCountsOf = groups.map((size) => new Float64Array(size));
  const groupSums = groups.map((size) => new Float64Array((size + 1) * ranked));
  const tables = groups.map((size, first) =>
    groups.slice(first + 1).map((other) => new Float64Array((size + 1) * (other + 1))),
  );
  const missing = new Map<number, MissingSums>();

  function addGroups(scored: ScoredRows, index: number, size: number) {
    const rows = scored.refused.length;
    const column = scored.groups[index]!;
    const grouped = groupRows(column, rows, size + 1);
    addGroupCounts(grouped, groupCountsOf[index]!);
    addGroupSums(scored.levels, grouped, groupSums[index]!);
    for (const [later, table] of tables[index]!.entries()) {
      const other = index + 1 + later;
      addTable(column, scored.groups[other]!, rows, table, groups[other]! + 1);
    }
  }

  return {
    add(scored) {
      for (let index = 0; index < ranked; index++)
        counts[index]! += scored.accepted - scored.missing[index]!.length;
      addRankProducts(scored.levels, scored.refused.length, ofRanks);
      for (const [index, size] of groups.entries()) addGroups(scored, index, size);
      for (const [index, rows] of scored.missing.entries()) {
        if (rows.length === 0) continue;
        const sums = missing.get(index) ?? noMissingSums(ranked, groups);
        missing.set(index, sums);
        addMissingRows(scored, rows, sums);
      }
    },
    moments: () => ({
      counts: Array.from(counts),
      sums: Array.from(ofRanks.sums),
      squares: Array.from(counts, (_, index) => ofRanks.products[index * ranked + index]!),
      products: upperTriangle(ofRanks.products, ranked),
      groups: groups.map((size, index) => ({
        counts: Array.from(groupCountsOf[index]!),
        sums: byGroup(groupSums[index]!, size, ranked),
      })),
      tables: groups.flatMap((size, first) =>
        tables[first]!.map((table, later) => withoutMissing(table, size, groups[first + 1 + later]!)),
      ),
      missing: Array.from(missing.entries(), ([index, sums]) => missingMoments(index, sums, groups)).sort(
        (a, b) => a.index - b.index,
      ),
    }),
  };
}

function upperTriangle(products: Float64Array, columns: number): number[] {
  const triangle = new Array<number>((columns * (columns - 1)) / 2).fill(0);
  for (let first = 0; first < columns; first++) {
    for (let second = first + 1; second < columns; second++) {
      triangle[pairIndex(first, second, columns)] = products[first * columns + second]!;
    }
  }
  return triangle;
}

/** From one row of groups a ranked column to one row of ranked columns a group. */
function byGroup(sums: Float64Array, size: number, ranked: number): number[] {
  return Array.from({ length: size * ranked }, (_, at) => {
    const group = Math.floor(at / ranked);
    return sums[(at % ranked) * (size + 1) + group]!;
  });
}

function withoutMissing(table: Float64Array, rows: number, columns: number): number[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(table.subarray(row * (columns + 1), row * (columns + 1) + columns)),
  ).flat();
}
