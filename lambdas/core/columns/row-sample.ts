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
  // Appleby's fmix32 of the row number and the seed.
  let hash = (row ^ seed) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
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
