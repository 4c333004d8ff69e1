import * as z from 'zod';
import type { ColumnBlock } from '../block/column-block.ts';
import { lowestLevel, sampleLevel } from './row-sample.ts';
import type { ScoredRows } from './scored-rows.ts';
import { turn, type Wave, type Waves } from './waves.ts';

const count = z.int().min(0);

/** Cosines are whole numbers of this: sums are exact. */
export const waveUnit = 4096;

/**
 * Sums of random Fourier features over a sample of the accepted rows, apart by sampling level: see row-sample.ts. A batch of
 * more rows keeps fewer levels, so that merging keeps those that the whole would have kept. Exact up to 2^29 rows.
 */
export const waveSumsSchema = z.object({
  /** Number after the last row seen, accepted or not; 0 where there was none. */
  end: count,
  levels: z.array(
    z.object({
      level: count,
      rows: count,
      /** For each wave the sum of its cosines, of its sines, and of the squares of its cosines. */
      cosines: z.array(z.int()),
      sines: z.array(z.int()),
      squares: z.array(count),
    }),
  ),
});

export type WaveSums = z.infer<typeof waveSumsSchema>;
type LevelSums = WaveSums['levels'][number];

/** Sums of no row: the identity of {@link mergeWaveSums}. */
export const noWaveSums: WaveSums = { end: 0, levels: [] };

/** Sums of two sets of rows of one batch together. Commutative and associative, exactly. */
export function mergeWaveSums(a: WaveSums, b: WaveSums): WaveSums {
  const end = Math.max(a.end, b.end);
  const byLevel = new Map<number, LevelSums>();
  for (const sums of [...a.levels, ...b.levels]) {
    const other = byLevel.get(sums.level);
    byLevel.set(sums.level, other ? addLevels(other, sums) : sums);
  }
  return { end, levels: sampled(end, [...byLevel.values()]) };
}

/** The levels that belong to the sample of a batch that long, ascending. */
function sampled(end: number, levels: readonly LevelSums[]): LevelSums[] {
  const lowest = lowestLevel(end);
  return levels.filter(({ level }) => level >= lowest).toSorted((a, b) => a.level - b.level);
}

function addLevels(a: LevelSums, b: LevelSums): LevelSums {
  return {
    level: a.level,
    rows: a.rows + b.rows,
    cosines: added(a.cosines, b.cosines),
    sines: added(a.sines, b.sines),
    squares: added(a.squares, b.squares),
  };
}

/** @throws RangeError when the two are not of one length: they are of different plans */
function added(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length)
    throw new RangeError(`mergeWaveSums: requires ${a.length} waves, found ${b.length}`);
  return a.map((value, index) => value + b[index]!);
}

/** Running {@link WaveSums}. */
export interface WaveAccumulator {
  add(block: ColumnBlock, rows: ScoredRows): void;
  sums(): WaveSums;
}

/** Steps of the table of cosines. */
const tableSteps = 4096;
const stepShift = Math.log2(turn / tableSteps);

function cosineTable(): Int16Array {
  return Int16Array.from({ length: tableSteps }, (_, step) =>
    Math.round(waveUnit * Math.cos((2 * Math.PI * step) / tableSteps)),
  );
}

/** Costs about one multiplication for each column of a wave and sampled row, and two look-ups for each wave and row. */
export function accumulateWaves({ seed, waves }: Waves): WaveAccumulator {
  const addWave = compileWaves();
  const levels = new Map<number, RunningLevel>();
  let end = 0;

  function runningAt(level: number): RunningLevel {
    const running = levels.get(level) ?? runningLevel(waves.length);
    levels.set(level, running);
    return running;
  }

  return {
    add({ firstRow, rowCount }, scored) {
      end = Math.max(end, firstRow + rowCount);
      const { rows, runs } = sampledBlock(scored, firstRow, seed);
      const targets = runs.map((run) => ({ ...run, running: runningAt(run.level) }));
      for (const { running, start, end } of targets) running.rows += end - start;
      for (const [index, wave] of waves.entries()) addWave(wave, scored, rows, index, targets);
    },
    sums: () => ({ end, levels: sampled(end, Array.from(levels.entries(), levelSums)) }),
  };
}

/** The sampled rows of a block, those of one level after those of the other. */
interface SampledBlock {
  readonly rows: readonly number[];
  readonly runs: readonly { readonly level: number; readonly start: number; readonly end: number }[];
}

function sampledBlock({ rows, positions }: ScoredRows, firstRow: number, seed: number): SampledBlock {
  const byLevel = new Map<number, number[]>();
  // The same for nearly every block as a whole: a logarithm for every row would cost more than the waves.
  const lowest = lowestLevel(firstRow + 1);
  const isSettled = lowest === lowestLevel(firstRow + positions.length);
  for (let at = 0; at < rows; at++) {
    const row = firstRow + positions[at]!;
    const level = sampleLevel(row, seed);
    if (level < lowest || (!isSettled && level < lowestLevel(row + 1))) continue;
    const others = byLevel.get(level);
    if (others) others.push(at);
    else byLevel.set(level, [at]);
  }
  let end = 0;
  return {
    rows: [...byLevel.values()].flat(),
    runs: Array.from(byLevel, ([level, { length }]) => {
      end += length;
      return { level, start: end - length, end };
    }),
  };
}

interface Target {
  readonly start: number;
  readonly end: number;
  readonly running: RunningLevel;
}

type AddWave = (
  wave: Wave,
  scored: ScoredRows,
  rows: readonly number[],
  index: number,
  targets: readonly Target[],
) => void;

/** One wave at a time over all sampled rows of a block: what belongs to the wave is read once. */
function compileWaves(): AddWave {
  const cosine = cosineTable();
  let phases = new Int32Array(0);

  /** In steps of a {@link turn}, not reduced; a missing value turns nothing. */
  function findPhases(
    { ranked, grouped }: Wave,
    { levels, groups, stride }: ScoredRows,
    rows: readonly number[],
  ) {
    phases.fill(0, 0, rows.length);
    for (const { index, frequency } of ranked) {
      const start = index * stride;
      for (let at = 0; at < rows.length; at++) phases[at]! += frequency * levels[start + rows[at]!]!;
    }
    for (const { index, angles } of grouped) {
      const start = index * stride;
      for (let at = 0; at < rows.length; at++) phases[at]! += angles[groups[start + rows[at]!]!] ?? 0;
    }
  }

  function sumPhases({ start, end, running }: Target, index: number) {
    let cosines = 0;
    let sines = 0;
    let squares = 0;
    for (let at = start; at < end; at++) {
      const step = (phases[at]! >> stepShift) & (tableSteps - 1);
      const value = cosine[step]!;
      cosines += value;
      sines += cosine[(step - tableSteps / 4) & (tableSteps - 1)]!;
      squares += value * value;
    }
    running.cosines[index]! += cosines;
    running.sines[index]! += sines;
    running.squares[index]! += squares;
  }

  return (wave, scored, rows, index, targets) => {
    if (phases.length < rows.length) phases = new Int32Array(scored.stride);
    findPhases(wave, scored, rows);
    for (const target of targets) sumPhases(target, index);
  };
}

interface RunningLevel {
  rows: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  readonly squares: Float64Array;
}

function runningLevel(waves: number): RunningLevel {
  return {
    rows: 0,
    cosines: new Float64Array(waves),
    sines: new Float64Array(waves),
    squares: new Float64Array(waves),
  };
}

function levelSums([level, { rows, cosines, sines, squares }]: [number, RunningLevel]): LevelSums {
  return {
    level,
    rows,
    cosines: Array.from(cosines),
    sines: Array.from(sines),
    squares: Array.from(squares),
  };
}
