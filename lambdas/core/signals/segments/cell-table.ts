/**
 * Where the bins of some cut points lie among those of fewer, each of which is one of them: one entry a cut point, and
 * one for what is above all of them.
 *
 *   entry i = 2 * (fewer cut points below cut i) + (1 where cut i is one of them)
 *
 * so that a bin b of 2k + 1 is in bin `(entry[b >> 1] & ~1) + (entry[b >> 1] & b & 1)`.
 *
 * @param cuts  ascending, k of them, at most 32,767
 * @param fewer  some of them, ascending
 * @returns k + 1 entries
 */
export function cellTable(cuts: readonly number[], fewer: readonly number[]): Uint16Array {
  const table = new Uint16Array(cuts.length + 1);
  let below = 0;
  for (let i = 0; i < cuts.length; i++) {
    const isKept = fewer[below] === cuts[i];
    table[i] = 2 * below + +isKept;
    below += +isKept;
  }
  table[cuts.length] = 2 * below;
  return table;
}

/** Counts on 2k + 1 bins as counts on the fewer bins that a table leads to. */
export function countsOnFewer(counts: readonly number[], table: Uint16Array): number[] {
  const size = table.length === 0 ? 1 : table[table.length - 1]! + 1;
  const fewer = new Array<number>(size).fill(0);
  for (let bin = 0; bin < counts.length; bin++) {
    const entry = table[bin >> 1]!;
    fewer[(entry & ~1) + (entry & bin & 1)]! += counts[bin]!;
  }
  return fewer;
}
