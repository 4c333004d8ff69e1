/** Counts of both samples by the same categories; the last is of all other values, counted together. */
export interface CategoryTable {
  readonly names: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/**
 * A table in which rare categories are counted with all other values, wherever there are such.
 *
 * All other values are rare ones that the reference has, or has not, by chance, while rare ones with a column of their own are there
 * because the reference has them: a batch without drift has fewer of these and more of those. Together with them all that are as
 * rare are one column, chosen by their totals, which is as likely to have a row of either sample as any other.
 *
 * @param mostRare  rows of both samples that one of the other values may be expected to have at most
 * @returns the table itself where there are no other values
 */
export function rareTogether(table: CategoryTable, mostRare: number): CategoryTable {
  const last = table.names.length - 1;
  const totals = table.names.map((_, column) => table.reference[column]! + table.current[column]!);
  if (totals[last] === 0) return table;
  const isKept = (_: unknown, column: number) => column < last && totals[column]! > mostRare;
  const withRest = (counts: readonly number[]) => {
    const kept = counts.filter(isKept);
    return [...kept, sum(counts) - sum(kept)];
  };
  return {
    names: [...table.names.filter(isKept), table.names[last]!],
    reference: withRest(table.reference),
    current: withRest(table.current),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
