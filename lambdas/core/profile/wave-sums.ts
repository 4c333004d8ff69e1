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

export function accumulateWaves({ seed, waves }: Waves): WaveAccumulator {
  const cosine = cosineTable();
  const levels = new Map<number, RunningLevel>();
  const compiled = waves.map(compileWave);
  let end = 0;

  /** A hot loop over rows and waves; about ten operations for each column of a wave. */
  function addRow(scored: ScoredRows, at: number, running: RunningLevel) {
    running.rows++;
    for (let wave = 0; wave < compiled.length; wave++) {
      const step = (phaseOf(compiled[wave]!, scored, at) >>> stepShift) & (tableSteps - 1);
      const cos = cosine[step]!;
      running.cosines[wave]! += cos;
      running.sines[wave]! += cosine[(step - tableSteps / 4) & (tableSteps - 1)]!;
      running.squares[wave]! += cos * cos;
    }
  }

  function levelAt(level: number): RunningLevel {
    const running = levels.get(level) ?? runningLevel(waves.length);
    levels.set(level, running);
    return running;
  }

  return {
    add({ firstRow, rowCount }, scored) {
      end = Math.max(end, firstRow + rowCount);
      for (let at = 0; at < scored.rows; at++) {
        const row = firstRow + scored.positions[at]!;
        const level = sampleLevel(row, seed);
        if (level >= lowestLevel(row + 1)) addRow(scored, at, levelAt(level));
      }
    },
    sums: () => ({ end, levels: sampled(end, Array.from(levels.entries(), levelSums)) }),
  };
}

interface CompiledWave {
  readonly ranked: Int32Array;
  readonly frequencies: Int32Array;
  readonly grouped: Int32Array;
  /** For each grouped column its angles; none for missing. */
  readonly angles: readonly Int32Array[];
}

function compileWave({ ranked, grouped }: Wave): CompiledWave {
  return {
    ranked: Int32Array.from(ranked, ({ index }) => index),
    frequencies: Int32Array.from(ranked, ({ frequency }) => frequency),
    grouped: Int32Array.from(grouped, ({ index }) => index),
    angles: grouped.map(({ angles }) => Int32Array.from([...angles, 0])),
  };
}

/** In steps of a {@link turn}, not reduced; a missing value turns nothing. */
function phaseOf(
  { ranked, frequencies, grouped, angles }: CompiledWave,
  scored: ScoredRows,
  at: number,
): number {
  let phase = 0;
  for (let k = 0; k < ranked.length; k++) {
    phase += frequencies[k]! * scored.levels[ranked[k]! * scored.stride + at]!;
  }
  for (let k = 0; k < grouped.length; k++) {
    phase += angles[k]![scored.groups[grouped[k]! * scored.stride + at]!]!;
  }
  return phase;
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
