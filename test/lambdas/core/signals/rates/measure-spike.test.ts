import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../../support/random.ts';
import { compareColumn, many } from '../../drift/samples.ts';

const { normal, uniform, integer } = seededRandom(1_12_2026);
const reference = many(5000, normal);
const cap = reference.toSorted((a, b) => a - b)[4750]!;

describe('a value whose share rose is told', () => {
  // A cap at the 95th percentile moves 5 % of the rows by a little: Kolmogorov and Smirnov saw it in 0-2 % of batches of 300-1,000 rows.
  test.each([
    ['that the reference has', cap, /^share of 1\.6\d* rose from 0\.02 % to \d/],
    ['between two of its values', cap + 1e-9, /^values between 1\.6\d* and 1\.6\d* rose from 0 % to \d/],
  ])('a cap %s', (_, limit, words) => {
    const capped = many(300, () => Math.min(limit, normal()));

    const { verdict, rates } = compareColumn(reference, capped);

    expect(verdict).toMatchObject({
      status: 'drifted',
      severity: 'warning',
      reason: expect.stringMatching(words),
    });
    expect(rates).toMatchObject([{ name: 'spike', minEffect: 0.003 }]);
  });

  test('a filler below all of its values', () => {
    const filled = many(1000, (row) => (row % 100 === 0 ? -999 : normal()));

    expect(compareColumn(reference, filled).verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringMatching(
        /^values below -[34]\.\d*, the reference's smallest, rose from 0 % to 1 %/,
      ),
    });
  });

  test('without the value where single values are not to be shown', () => {
    const { verdict } = compareColumn(
      reference,
      many(500, () => Math.min(cap, normal())),
      { sensitive: true },
    );

    expect(verdict).toMatchObject({
      reason: expect.stringMatching(/^rows with one and the same value rose from 0\.02 % to \d/),
    });
  });

  test('once: where the values drifted they name it', () => {
    const stuck = many(1000, (row) => (row < 300 ? cap : normal()));

    const { verdict, rates } = compareColumn(reference, stuck);

    expect(verdict).toMatchObject({ status: 'drifted', severity: 'critical' });
    expect(verdict.reason).toMatch(/^share of 1\.6\d* rose from 0\.02 % to 30/);
    expect(verdict.reason).not.toContain(';');
    expect(rates).toEqual([]);
  });
});

describe('no spike is', () => {
  test('a common value that has less than three in a hundred more', () => {
    const dice = (sixes: number) => many(60_000, () => (uniform() < sixes ? 6 : 1 + integer(5)));

    expect(compareColumn(dice(1 / 6), dice(1 / 6 + 0.02)).verdict.status).toBe('stable');
  });

  test('a single value, however absurd', () => {
    expect(compareColumn(reference, [1e9, ...many(2000, normal)]).verdict.status).toBe('stable');
  });

  test('in rows of the same source, however many the gaps', () => {
    // 800 batches: at a quarter of 0.01 two are to be expected, with Bonferroni on bins fewer.
    const draws = [normal, () => Math.exp(2 * normal()), () => Math.round(3 * normal()), () => 1 / uniform()];
    const alarms = draws.flatMap((draw) => {
      const before = many(800, draw);
      return many(200, (batch) => compareColumn(before, many([40, 300, 2000][batch % 3]!, draw))).filter(
        ({ rates }) => rates.some(({ name }) => name === 'spike'),
      );
    });

    expect(alarms.length).toBeLessThanOrEqual(4);
  });
});
