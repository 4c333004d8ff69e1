import { type CrossMoments, groupCounts, pairIndex } from './cross-moments.ts';
import { addMissingRows, type MissingSums, missingMoments, noMissingSums } from './missing-sums.ts';
import type { AssociationPlan } from './plan.ts';
import { addRankProducts, noGroupSums, noRankProducts } from './rank-products.ts';
import type { ScoredRows } from './scored-rows.ts';

/** Running {@link CrossMoments}. */
export interface CrossMomentsAccumulator {
  add(rows: ScoredRows): void;
  moments(): CrossMoments;
}

/**
 * Costs one multiplication and addition for each pair of ranked columns and row, one for each group, ranked
 * column and row, both eight rows at a time, and one addition for each pair of grouped columns and row; a missing value costs three for each ranked column.
 */
export function accumulateCrossMoments(plan: AssociationPlan): CrossMomentsAccumulator {
  const ranked = plan.ranked.length;
  const groups = groupCounts(plan);
  const counts = new Float64Array(ranked);
  const ofRanks = noRankProducts(ranked);
  const ofGroups = groups.map((size) => noGroupSums(size, ranked));
  // One group more than there are, for the rows in which the column is missing: it is left off in the end.
  const tables = groups.map((size, first) =>
    groups.slice(first + 1).map((other) => new Float64Array((size + 1) * (other + 1))),
  );
  const missing = new Map<number, MissingSums>();

  function addTables({ groups: groupOf, refused }: ScoredRows, first: number) {
    for (const [later, table] of tables[first]!.entries()) {
      const other = first + 1 + later;
      addTable(groupOf[first]!, groupOf[other]!, refused.length, table, groups[other]! + 1);
    }
  }

  return {
    add(scored) {
      for (let index = 0; index < ranked; index++)
        counts[index]! += scored.accepted - scored.missing[index]!.length;
      const grouped = ofGroups.map((sums, index) => ({ ...sums, groupOfRow: scored.groups[index]! }));
      addRankProducts(scored.levels, scored.refused.length, ofRanks, grouped);
      for (const first of groups.keys()) addTables(scored, first);
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
      groups: ofGroups.map(({ counts, sums }) => ({ counts: Array.from(counts), sums: Array.from(sums) })),
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

/** Counts rows by the groups of two columns. @param width  groups of the second one */
function addTable(a: Uint8Array, b: Uint8Array, rows: number, table: Float64Array, width: number): void {
  for (let row = 0; row < rows; row++) table[a[row]! * width + b[row]!]!++;
}

function withoutMissing(table: Float64Array, rows: number, columns: number): number[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(table.subarray(row * (columns + 1), row * (columns + 1) + columns)),
  ).flat();
}
