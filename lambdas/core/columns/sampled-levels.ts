import { lowestLevel } from './row-sample.ts';

/** What is kept of the sampled rows of a batch, apart by sampling level: see row-sample.ts. */
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
