import { expect, test } from '@jest/globals';
import { lowestLevel, sampledRows, sampleLevel } from '../../../../../lambdas/core/columns/row-sample.ts';
import type { ScoredRows } from '../../../../../lambdas/core/signals/together/scored-rows.ts';
import { accumulateWaves, waveUnit } from '../../../../../lambdas/core/signals/together/wave-sums.ts';
import { turn, type Waves } from '../../../../../lambdas/core/signals/together/waves.ts';

const seed = 7;
const rows = 3 * sampledRows;
const levelOf = (row: number) => ((row * 7919) % 8193) - 4096;
const groupOf = (row: number) => row % 4;
const isRefused = (row: number) => row % 10 === 3;
/** The last group is that of missing values. */
const angles = [100, 20_000, 60_000];
const waves: Waves = {
  seed,
  waves: [
    { ranked: [{ index: 0, frequency: 5 }], grouped: [] },
    { ranked: [{ index: 0, frequency: -8 }], grouped: [{ index: 0, angles }] },
  ],
};

/** Cosine and sine of a phase on the table of 4,096 steps. */
function turned(phase: number) {
  const step = Math.floor(phase / 16);
  const value = (shift: number) => Math.round(waveUnit * Math.cos((2 * Math.PI * (step - shift)) / 4096)) + 0;
  return { cosine: value(0), sine: value(1024) };
}

function scored(from: number, to: number): ScoredRows {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const refused = Uint8Array.from(numbers, (row) => +isRefused(row));
  return {
    refused,
    accepted: refused.filter((flag) => flag === 0).length,
    levels: [Int16Array.from(numbers, levelOf)],
    groups: [Uint8Array.from(numbers, groupOf)],
    missing: [new Uint32Array(0), new Uint32Array(0)],
  };
}

test('sums of waves are those of the sampled rows, one by one, however the batch is cut', () => {
  const accumulator = accumulateWaves(waves, { ranked: 1, grouped: 1 });
  for (const [from, to] of [
    [0, 5000],
    [5000, sampledRows],
    [sampledRows, rows - 1],
    [rows - 1, rows],
  ] as const)
    accumulator.add({ firstRow: from, rowCount: to - from }, scored(from, to));
  const sums = accumulator.sums();

  expect(turn).toBe(65_536);
  expect(sums.end).toBe(rows);
  expect(sums.levels.map(({ level }) => level)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(lowestLevel(rows)).toBe(2);
  for (const found of sums.levels) {
    const sampled = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => !isRefused(row) && sampleLevel(row, seed) === found.level,
    );
    const phases = [
      (row: number) => 5 * levelOf(row),
      (row: number) => -8 * levelOf(row) + (angles[groupOf(row)] ?? 0),
    ].map((phase) => sampled.map((row) => turned(phase(row))));
    expect(found).toEqual({
      level: found.level,
      rows: sampled.length,
      cosines: phases.map((of) => of.reduce((sum, { cosine }) => sum + cosine, 0)),
      sines: phases.map((of) => of.reduce((sum, { sine }) => sum + sine, 0)),
      squares: phases.map((of) => of.reduce((sum, { cosine }) => sum + cosine ** 2, 0)),
    });
  }
});

test('a batch of which the last rows are all refused is as long as it is', () => {
  const accumulator = accumulateWaves(waves, { ranked: 1, grouped: 1 });
  accumulator.add({ firstRow: 0, rowCount: 10 }, scored(0, 10));
  accumulator.add(
    { firstRow: 10, rowCount: 20_000 },
    { ...scored(10, 20_010), refused: new Uint8Array(20_000).fill(1) },
  );

  expect(accumulator.sums().end).toBe(20_010);
  expect(accumulator.sums().levels.every(({ level }) => level >= lowestLevel(20_010))).toBe(true);
});
