import { describe, expect, test } from '@jest/globals';
import { unseenTail } from '../../../../../lambdas/core/stats/tests/unseen-tail.ts';
import { seededRandom } from '../../../../support/random.ts';

/** Values by their rows, as the function takes them. */
function pooled(sizes: readonly number[]) {
  return sizes.map((rows) => ({ rows, values: 1 }));
}

/** Probability that values of these sizes have so many rows in a batch that has all of theirs: over every choice of rows. */
function exactTail(sizes: readonly number[], batch: number, unseen: number): number {
  const valueOfRow = sizes.flatMap((size, value) => Array.from({ length: size }, () => value));
  let hits = 0;
  let choices = 0;
  for (let rows = 0; rows < 2 ** valueOfRow.length; rows++) {
    const inBatch = valueOfRow.map((_, row) => (rows >> row) & 1);
    if (inBatch.reduce((sum, bit) => sum + bit, 0) !== batch) continue;
    const alone = sizes.filter((_, value) =>
      valueOfRow.every((of, row) => of !== value || inBatch[row] === 1),
    );
    choices++;
    hits += Number(alone.reduce((sum, size) => sum + size, 0) >= unseen);
  }
  return hits / choices;
}

describe('the chance of so many unseen rows', () => {
  test.each([
    [1000, 50, 3],
    [1000, 1_000_000, 12_000],
    [10_000, 10_000, 40],
  ])(
    'of one value alone, against %i rows and in %i, is that of %i rows which all fall there',
    (n, m, rows) => {
      const expected = (m / (n + m)) ** rows;

      expect(unseenTail(n, m, pooled([rows]), rows) / expected).toBeCloseTo(1, 9);
    },
  );

  test.each([
    [[1, 1, 1, 1, 1, 1, 2, 2], 5],
    [[3, 2, 2, 1, 1], 4],
    [[5, 3, 1, 1], 5],
    [[4, 4, 2], 6],
  ])(
    'is never below that of all choices of rows, for values of %j rows and a batch of %i',
    (sizes, batch) => {
      const rows = sizes.reduce((sum, size) => sum + size, 0);
      for (let unseen = 0; unseen <= batch; unseen++) {
        const bound = unseenTail(rows - batch, batch, pooled(sizes), unseen);

        expect(bound).toBeGreaterThanOrEqual(exactTail(sizes, batch, unseen) - 1e-12);
      }
    },
  );

  test('of rows refused one by one is hardly more for common values beside them, which would be enough but never are', () => {
    const alone = unseenTail(1948, 970, [{ rows: 1, values: 8 }], 8);
    const beside = unseenTail(1948, 970, [{ rows: 1, values: 8 }, ...pooled([25, 60, 800, 2000])], 8);

    expect(beside / alone).toBeCloseTo(1, 6);
  });

  test('is 1 up to the number to be expected, and falls from there on', () => {
    const values = [{ rows: 1, values: 200 }];
    const found = [0, 50, 100, 110, 130, 160, 200].map((unseen) => unseenTail(1000, 1000, values, unseen));

    expect(found.slice(0, 3)).toEqual([1, 1, 1]);
    expect(found.slice(2)).toEqual(found.slice(2).toSorted((a, b) => b - a));
    // All 200 in the batch: 2^-200.
    expect(found.at(-1)! * 2 ** 200).toBeCloseTo(1, 6);
  });

  test('is small no more often than it says, where nothing but chance is at work', () => {
    const { integer } = seededRandom(7);
    const found = Array.from({ length: 400 }, () => {
      const counts = Array.from({ length: 60 }, () => [0, 0] as [number, number]);
      for (let row = 0; row < 300; row++) counts[Math.floor(Math.sqrt(integer(3600)))]![row < 100 ? 0 : 1]++;
      const unseen = counts.reduce((sum, [reference, batch]) => sum + (reference === 0 ? batch : 0), 0);
      return unseenTail(100, 200, pooled(counts.map(([a, b]) => a + b).filter((n) => n > 0)), unseen);
    });

    expect(found.filter((p) => p <= 0.1).length).toBeLessThanOrEqual(40);
    expect(found.filter((p) => p <= 0.01).length).toBeLessThanOrEqual(8);
    expect(found.filter((p) => p < 1).length).toBeGreaterThan(100);
  });
});
