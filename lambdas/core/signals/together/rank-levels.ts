import * as z from 'zod';

/** Ranks are whole numbers from -levelReach to levelReach: what makes sums of their products exact. */
export const levelReach = 4096;

/** Bins lighter than one part in so many share a level with their neighbours. */
const parts = 1024;

/**
 * The rank of each bin of a reference, a whole number in [-{@link levelReach}, {@link levelReach}].
 *
 *   level = round( 2 * levelReach * ( (reference rows below + half of those in the bin) / reference rows - 1/2 ) )
 *
 * Kept as runs of neighbouring bins with one level: a bin of less than 1/1024 of the rows shares its rank with neighbours,
 * which takes less than one part in a million off a coefficient. Over the reference levels have mean 0.
 */
export const rankLevelsSchema = z.object({
  /** For each run the index after its last bin, ascending. */
  ends: z.array(z.int().min(1)).min(1),
  /** For each run its level, not descending. */
  levels: z.array(z.int().min(-levelReach).max(levelReach)).min(1),
  /** Fourth central moment of the levels by the square of their variance: 1.8 for distinct values, more where ties are heavy. */
  kurtosis: z.number(),
});

export type RankLevels = z.infer<typeof rankLevelsSchema>;

/**
 * @param counts  the reference's rows by bin, one bin at least
 * @returns undefined where the reference has no two values of different rank: such a column is associated with nothing
 */
export function rankLevels(counts: ArrayLike<number>): RankLevels | undefined {
  const runs = runsOf(counts);
  const total = runs.reduce((sum, { count }) => sum + count, 0);
  const ends: number[] = [];
  const levels: number[] = [];
  let below = 0;
  let second = 0;
  let fourth = 0;
  for (const { end, count } of runs) {
    const centred = total === 0 ? 0 : (below + count / 2) / total - 0.5;
    const level = Math.round(2 * levelReach * centred);
    if (levels.at(-1) === level) ends[ends.length - 1] = end;
    else {
      ends.push(end);
      levels.push(level);
    }
    below += count;
    second += count * centred ** 2;
    fourth += count * centred ** 4;
  }
  const varies = runs.filter(({ count }) => count > 0).length > 1;
  return varies ? { ends, levels, kurtosis: (fourth * total) / second ** 2 } : undefined;
}

/** Bins in runs: a heavy bin alone, light ones together until they are heavy. */
function runsOf(counts: ArrayLike<number>): readonly { readonly end: number; readonly count: number }[] {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) total += counts[bin]!;
  const heavy = total / parts;
  const runs: { end: number; count: number }[] = [];
  let open = false;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    const last = runs.at(-1);
    if (last && open && count < heavy) {
      last.end = bin + 1;
      last.count += count;
      open = last.count < heavy;
    } else {
      runs.push({ end: bin + 1, count });
      open = count < heavy;
    }
  }
  return runs;
}

/** The level of every bin, to be looked up. */
export function levelByBin({ ends, levels }: RankLevels): Int16Array {
  const byBin = new Int16Array(ends.at(-1) ?? 0);
  let start = 0;
  for (const [run, end] of ends.entries()) {
    byBin.fill(levels[run]!, start, end);
    start = end;
  }
  return byBin;
}
