import { type CountedRows, knownRows, type RowSlice } from '../slices/row-slice.ts';
import type { RowGroupFacts } from './file-facts.ts';

type Stretch = Pick<RowSlice, 'from' | 'to'>;

/** The row groups that begin in a stretch of the file. */
export function groupsOf(groups: readonly RowGroupFacts[], { from, to }: Stretch): readonly RowGroupFacts[] {
  const begins = beginsOf(groups);
  return groups.filter((_, index) => begins[index]! >= from && begins[index]! < to);
}

/** Their rows, and where the first of them begins. */
export function rowsOfGroups(groups: readonly RowGroupFacts[], stretch: Stretch): CountedRows {
  const begins = beginsOf(groups);
  const found = groups.flatMap(({ rowCount }, index) => {
    const at = begins[index]!;
    return rowCount > 0 && at >= stretch.from && at < stretch.to ? [{ rowCount, at }] : [];
  });
  const rows = found.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return knownRows(rows, found[0]?.at ?? null);
}

/** Where each group begins: all of them where the file does, should they not stand in their order. */
function beginsOf(groups: readonly RowGroupFacts[]): readonly number[] {
  const firsts = groups.map(({ chunks }) => Math.min(...chunks.map(({ from }) => from)));
  const isAscending = firsts.every(
    (at, index) => Number.isFinite(at) && (index === 0 || at > firsts[index - 1]!),
  );
  return isAscending ? [0, ...firsts.slice(1)] : groups.map(() => 0);
}
