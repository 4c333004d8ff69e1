import { describe, expect, test } from '@jest/globals';
import { lowestLevel, sampledRows, sampleLevel } from '../../../../../lambdas/core/columns/row-sample.ts';
import { planAssociation } from '../../../../../lambdas/core/signals/together/plan-association.ts';
import {
  levelByBin,
  levelReach,
  rankLevels,
} from '../../../../../lambdas/core/signals/together/rank-levels.ts';
import { buildContract, type ColumnInput } from '../../../../support/build-contract.ts';

describe('ranks of bins', () => {
  test('are the middle of what a bin holds, a share of all rows', () => {
    const ranks = rankLevels([0, 1, 0, 2, 0, 1, 0]);

    expect(ranks && [...levelByBin(ranks)]).toEqual([-4096, -3072, -2048, 0, 2048, 3072, 4096]);
  });

  test('have mean 0 over the reference, to half a level', () => {
    const counts = Array.from({ length: 5001 }, (_, bin) => (bin * 7919) % 23);
    const levels = levelByBin(rankLevels(counts)!);
    const rows = counts.reduce((sum, count) => sum + count, 0);

    expect(Math.abs(counts.reduce((sum, count, bin) => sum + count * levels[bin]!, 0) / rows)).toBeLessThan(
      0.5,
    );
    expect(Math.max(...levels.map(Math.abs))).toBeLessThanOrEqual(levelReach);
  });

  test('have a kurtosis of 1.8 without ties, of 1 for two halves, and more where one value is nearly all', () => {
    expect(rankLevels(new Array(4000).fill(1))?.kurtosis).toBeCloseTo(1.8, 3);
    expect(rankLevels([0, 50, 0, 50, 0])?.kurtosis).toBe(1);
    expect(rankLevels([0, 95, 0, 5, 0])?.kurtosis).toBeCloseTo((1 - 3 * 0.0475) / 0.0475, 6);
  });

  test.each([[[0]], [[0, 0, 0]], [[0, 7, 0]]])('do not exist where no two values differ: %j', (counts) => {
    expect(rankLevels(counts)).toBeUndefined();
  });
});

describe('the plan', () => {
  const plan = (columns: readonly ColumnInput[], counts: readonly number[][]) =>
    planAssociation(buildContract(columns).columns, counts);

  test('has no labels', () => {
    // A batch whose labels were to come later was critical: "the columns changed together … most clearly in repaid".
    const { ranked, grouped } = plan(
      [
        { name: 'city', kind: 'categorical' },
        { name: 'repaid', kind: 'categorical', role: 'label', required: false },
      ],
      [
        [50, 50],
        [50, 50],
      ],
    );

    expect([ranked, grouped].map((list) => list.map(({ column }) => column))).toEqual([[], [0]]);
  });

  test('has indicators of frequent categories, one alone where two categories say the same', () => {
    const { grouped } = plan(
      [
        { name: 'city', kind: 'categorical' },
        { name: 'active', kind: 'boolean' },
        { name: 'same', kind: 'categorical' },
      ],
      [
        [60, 4, 30, 6],
        [70, 30],
        [97, 3],
      ],
    );

    expect(grouped.map(({ column, categories }) => [column, categories])).toEqual([
      [0, [0, 2, 3]],
      [1, [1]],
    ]);
  });

  test('leaves out what is not monitored, what does not vary, timestamps and texts', () => {
    const { ranked, grouped, leftOut } = plan(
      [
        { name: 'id', kind: 'integer', role: 'id' },
        { name: 'ignored', kind: 'numeric', drift: { ignore: true } },
        { name: 'constant', kind: 'numeric' },
        { name: 'when', kind: 'timestamp' },
        { name: 'note', kind: 'text' },
        { name: 'kept', kind: 'numeric' },
      ],
      [[0, 1, 0, 1, 0], [0, 1, 0, 1, 0], [0, 2, 0], [0, 1, 0, 1, 0], [], [0, 1, 0, 1, 0]],
    );

    expect({ ranked: ranked.map(({ column }) => column), grouped, leftOut }).toEqual({
      ranked: [5],
      grouped: [],
      leftOut: [],
    });
  });

  test('deals every column into about as many waves as any other, the same ones every time', () => {
    const columns = Array.from({ length: 9 }, (_, index) => ({
      name: `x${index}`,
      kind: 'numeric' as const,
    }));
    const counts = columns.map(() => [0, 1, 0, 1, 0]);
    const { waves } = plan(columns, counts).waves;
    const uses = columns.map(
      (_, column) => waves.filter(({ ranked }) => ranked.some(({ index }) => index === column)).length,
    );

    expect(waves).toHaveLength(320);
    expect(Math.max(...uses) / Math.min(...uses)).toBeLessThan(1.4);
    expect(plan(columns, counts).waves.waves).toEqual(waves);
  });
});

describe('the sample of rows', () => {
  test('is all rows of a small batch, and a half to a whole of the limit of a large one', () => {
    for (const rows of [1, sampledRows, sampledRows + 1, 50_000, 100_000]) {
      const lowest = lowestLevel(rows);
      let sampled = 0;
      for (let row = 0; row < rows; row++) if (sampleLevel(row, 5) >= lowest) sampled++;
      if (rows <= sampledRows) expect(sampled).toBe(rows);
      else {
        expect(sampled).toBeGreaterThan(0.45 * sampledRows);
        expect(sampled).toBeLessThan(1.05 * sampledRows);
      }
    }
  });

  test('of a longer batch is a part of that of its beginning', () => {
    expect([1, 8192, 8193, 16_384, 16_385, 1e6, 1e12].map(lowestLevel)).toEqual([0, 0, 1, 1, 2, 7, 12]);
  });
});
