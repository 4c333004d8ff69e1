import * as z from 'zod';
import type { ColumnBlock } from '../../block/column-block.ts';
import { mergeLevels } from '../../columns/row-sample.ts';
import { type SampledLevel, sampleScores } from './sampled-scores.ts';
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
  return mergeLevels(a, b, addLevels);
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
  add(block: Pick<ColumnBlock, 'firstRow' | 'rowCount'>, rows: ScoredRows): void;
  sums(): WaveSums;
}

/** Steps of the table of cosines. */
const tableSteps = 4096;
const stepShift = Math.log2(turn / tableSteps);

let table: Int16Array | undefined;

function cosineTable(): Int16Array {
  table ??= Int16Array.from({ length: tableSteps }, (_, step) =>
    Math.round(waveUnit * Math.cos((2 * Math.PI * step) / tableSteps)),
  );
  return table;
}

/**
 * Waves are summed in the end, over what is then the sample. Costs about one multiplication for each column of a wave and
 * sampled row, and two look-ups for each wave and row.
 */
export function accumulateWaves(
  { seed, waves }: Waves,
  columns: { readonly ranked: number; readonly grouped: number },
): WaveAccumulator {
  const sample = sampleScores(columns.ranked, columns.grouped, seed);
  return {
    add: sample.add,
    sums: () => ({ end: sample.end(), levels: sample.levels().map((rows) => sumWaves(waves, rows)) }),
  };
}

function sumWaves(waves: readonly Wave[], sampled: SampledLevel): LevelSums {
  const { level, rows } = sampled;
  const cosine = cosineTable();
  const phases = new Int32Array(rows);
  const sums = waves.map((wave) => {
    findPhases(phases, wave, sampled);
    return sumPhases(phases, cosine);
  });
  return {
    level,
    rows,
    cosines: sums.map(({ cosines }) => cosines),
    sines: sums.map(({ sines }) => sines),
    squares: sums.map(({ squares }) => squares),
  };
}

/** In steps of a {@link turn}, not reduced; a missing value turns nothing. */
function findPhases(phases: Int32Array, { ranked, grouped }: Wave, { levels, groups }: SampledLevel): void {
  phases.fill(0);
  for (const { index, frequency } of ranked) turnByLevels(phases, levels[index]!, frequency);
  for (const { index, angles } of grouped) turnByGroups(phases, groups[index]!, angles);
}

function turnByLevels(phases: Int32Array, levels: Int16Array, frequency: number): void {
  const rows = phases.length;
  for (let row = 0; row < rows; row++) phases[row]! += frequency * levels[row]!;
}

function turnByGroups(phases: Int32Array, groups: Int16Array, angles: readonly number[]): void {
  const rows = phases.length;
  for (let row = 0; row < rows; row++) phases[row]! += angles[groups[row]!] ?? 0;
}

function sumPhases(phases: Int32Array, cosine: Int16Array) {
  const rows = phases.length;
  let cosines = 0;
  let sines = 0;
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const step = (phases[row]! >> stepShift) & (tableSteps - 1);
    const value = cosine[step]!;
    cosines += value;
    sines += cosine[(step - tableSteps / 4) & (tableSteps - 1)]!;
    squares += value * value;
  }
  return { cosines, sines, squares };
}
