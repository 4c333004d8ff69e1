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
  const compiled = compileWaves(waves);
  let end = 0;

  function addRow(scored: ScoredRows, at: number, running: RunningLevel) {
    running.rows++;
    findPhases(compiled, scored, at);
    addPhases(compiled.phases, cosine, running);
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

/** The columns of all waves one after the other, in arrays that a hot loop can run along. */
interface CompiledWaves {
  /** For each wave where its ranked columns end in the two arrays below. */
  readonly rankedEnds: Int32Array;
  readonly ranked: Int32Array;
  readonly frequencies: Int32Array;
  /** For each wave where its grouped columns end in the two arrays below. */
  readonly groupedEnds: Int32Array;
  readonly grouped: Int32Array;
  /** For each grouped column where its angles start. */
  readonly angleStarts: Int32Array;
  /** The angle of each category, then that of the others, then none for missing. */
  readonly angles: Int32Array;
  /** One for each wave, in steps of a {@link turn}, not reduced: of the row that was added last. */
  readonly phases: Int32Array;
}

function compileWaves(waves: readonly Wave[]): CompiledWaves {
  const ranked = waves.flatMap((wave) => wave.ranked);
  const grouped = waves.flatMap((wave) => wave.grouped);
  return {
    rankedEnds: endsOf(waves.map((wave) => wave.ranked.length)),
    ranked: Int32Array.from(ranked, ({ index }) => index),
    frequencies: Int32Array.from(ranked, ({ frequency }) => frequency),
    groupedEnds: endsOf(waves.map((wave) => wave.grouped.length)),
    grouped: Int32Array.from(grouped, ({ index }) => index),
    angleStarts: Int32Array.of(0, ...endsOf(grouped.map(({ angles }) => angles.length + 1))),
    angles: Int32Array.from(grouped.flatMap(({ angles }) => [...angles, 0])),
    phases: new Int32Array(waves.length),
  };
}

function endsOf(lengths: readonly number[]): Int32Array {
  let end = 0;
  return Int32Array.from(lengths, (length) => (end += length));
}

/** A hot loop over the waves of a row; a missing value turns nothing. */
function findPhases(waves: CompiledWaves, { levels, groups, stride }: ScoredRows, at: number): void {
  const { rankedEnds, ranked, frequencies, groupedEnds, grouped, angleStarts, angles, phases } = waves;
  for (let wave = 0, k = 0; wave < phases.length; wave++) {
    let phase = 0;
    for (const end = rankedEnds[wave]!; k < end; k++) {
      phase += frequencies[k]! * levels[ranked[k]! * stride + at]!;
    }
    phases[wave] = phase;
  }
  for (let wave = 0, k = 0; wave < phases.length; wave++) {
    for (const end = groupedEnds[wave]!; k < end; k++) {
      phases[wave]! += angles[angleStarts[k]! + groups[grouped[k]! * stride + at]!]!;
    }
  }
}

/** A hot loop over the waves of a row. */
function addPhases(phases: Int32Array, cosine: Int16Array, { cosines, sines, squares }: RunningLevel): void {
  for (let wave = 0; wave < phases.length; wave++) {
    const step = (phases[wave]! >>> stepShift) & (tableSteps - 1);
    const cos = cosine[step]!;
    cosines[wave]! += cos;
    sines[wave]! += cosine[(step - tableSteps / 4) & (tableSteps - 1)]!;
    squares[wave]! += cos * cos;
  }
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
