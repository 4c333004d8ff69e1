import { mixBits } from '../block/hash.ts';

/** At most about this many rows of a batch are in its sample, and at least half as many where it has them. */
export const sampledRows = 8192;

/** Levels above this one are one. */
const highestLevel = 12;

/**
 * The sampling level of a row: every other row is of level 0, every fourth of level 1, every eighth of level 2, and so on,
 * at random. A hash of the row's number, so that the same row is of the same level however a batch is cut.
 *
 * @param row  number in the batch, from 0
 * @returns whole, in [0, 12]
 */
export function sampleLevel(row: number, seed: number): number {
  const hash = mixBits(row ^ seed);
  return Math.min(highestLevel, hash === 0 ? highestLevel : 31 - Math.clz32(hash & -hash));
}

/**
 * The lowest level whose rows are in the sample of a batch with that many rows: all rows are up to {@link sampledRows},
 * half of them up to twice as many, and so on. A row that is in the sample of a batch was in that of every beginning of it.
 */
export function lowestLevel(rows: number): number {
  if (rows <= sampledRows) return 0;
  return Math.min(highestLevel, Math.ceil(Math.log2(rows / sampledRows)));
}

/** What is kept of the sampled rows of a batch, apart by {@link sampleLevel}. */
interface SampledLevels<Level extends { readonly level: number }> {
  /** Number after the last row seen, accepted or not; 0 where there was none. */
  end: number;
  levels: Level[];
}

/** Of two sets of rows of one batch together; as commutative and associative as the adding of two alike levels. */
export function mergeLevels<Level extends { readonly level: number }>(
  a: SampledLevels<Level>,
  b: SampledLevels<Level>,
  addLevels: (a: Level, b: Level) => Level,
): SampledLevels<Level> {
  const end = Math.max(a.end, b.end);
  const byLevel = new Map<number, Level>();
  for (const one of [...a.levels, ...b.levels]) {
    const other = byLevel.get(one.level);
    byLevel.set(one.level, other ? addLevels(other, one) : one);
  }
  return { end, levels: levelsInSample(end, [...byLevel.values()]) };
}

/** The levels that belong to the sample of a batch that long, ascending. */
export function levelsInSample<Level extends { readonly level: number }>(
  end: number,
  levels: readonly Level[],
): Level[] {
  const lowest = lowestLevel(end);
  return levels.filter(({ level }) => level >= lowest).toSorted((a, b) => a.level - b.level);
}
