import { describe, expect, test } from '@jest/globals';
import { drawBinomial } from '../../../bench/detection/draw-binomial.ts';
import { drawCounts } from '../../../bench/detection/draw-counts.ts';
import { groups, runRound } from '../../../bench/detection/groups.ts';
import { randomStream } from '../../../bench/detection/random.ts';
import { tellRate } from '../../../bench/detection/sequential-test.ts';
import { addTallies, noTally } from '../../../bench/detection/tally.ts';
import { clopperPearson } from '../../../lambdas/core/stats/functions/clopper-pearson.ts';
import { normalUpperTail } from '../../../lambdas/core/stats/functions/normal.ts';

/** Some rounds of a group, all cells of it together. */
function tallyOf(start: string, rounds: number, isWanted: (cell: number) => boolean = () => true) {
  const group = groups.find(({ name }) => name.startsWith(start));
  if (!group) throw new Error(`there is no group ${start}`);
  const all = Array.from({ length: rounds }, (_, round) => runRound(group, round + 1, isWanted));
  return all.flat().reduce(addTallies, noTally);
}

describe('of the table a few repetitions', () => {
  test('catch ten points of mass that move', () => {
    const { caught, repetitions } = tallyOf('10 points of mass move', 1);

    expect(caught).toBe(repetitions);
  });

  test.each(['3 categories', '500 categories'])(
    'without drift in %s hardly ever alarm, where p < 0.05 does',
    (population) => {
      const { alarms, naive, repetitions } = tallyOf(
        `${population}, 20 features, reference 1000`,
        1,
        (cell) => cell < 3,
      );

      expect(alarms).toBeLessThanOrEqual(1);
      expect(naive / repetitions).toBeGreaterThan(0.1);
    },
  );

  test('are the same in every run', () => {
    expect(tallyOf('3 categories, 5 features, reference 1000', 1)).toEqual(
      tallyOf('3 categories, 5 features, reference 1000', 1),
    );
  });
});

describe('what is drawn', () => {
  test.each([
    [20, 0.3],
    [1000, 0.004],
    [1000, 0.4],
    [1_000_000, 0.9],
  ])('of %i trials at %f has the mean and the variance of a binomial', (trials, probability) => {
    const random = randomStream('binomial');
    const drawn = Array.from({ length: 5000 }, () => drawBinomial(random, trials, probability));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    const expected = trials * probability * (1 - probability);

    expect(Math.abs(mean - trials * probability)).toBeLessThan(4 * Math.sqrt(expected / drawn.length));
    expect(variance / expected).toBeCloseTo(1, 0);
  });

  test.each([-3.7, -2, -0.5, 0, 1, 3, 3.7])('as normal is below %f as often as a normal is', (bound) => {
    const { normal } = randomStream('normal');
    const drawn = 400_000;
    let below = 0;
    for (let draw = 0; draw < drawn; draw++) below += Number(normal() < bound);
    const expected = normalUpperTail(-bound);

    expect(Math.abs(below / drawn - expected)).toBeLessThan(
      3 * Math.sqrt((expected * (1 - expected)) / drawn),
    );
  });

  test.each([100, 10, 2])(
    'as counts holds all rows, each bin its share, at most %i rows a bin',
    (rowsOfBin) => {
      const bins = 100;
      const rows = rowsOfBin * bins;
      // No chance in every other bin, and less and less in the others.
      const cumulative = Float64Array.from(
        { length: bins },
        (_, bin) => 1 - (1 - (bin + (bin % 2)) / bins) ** 2,
      );
      cumulative[bins - 1] = 1;
      const random = randomStream('counts');
      const draws = 200;
      const sums = new Float64Array(bins);
      for (let draw = 0; draw < draws; draw++) {
        const counts = drawCounts(random, rows, cumulative);
        counts.forEach((count, bin) => {
          sums[bin]! += count;
        });
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
      }

      for (const [bin, sum] of sums.entries()) {
        const expected = draws * rows * (cumulative[bin]! - (cumulative[bin - 1] ?? 0));
        expect(Math.abs(sum - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected));
      }
    },
  );
});

test('an interval holds 10 of 1000 between 0.5 and 1.8 %', () => {
  // scipy.stats.binomtest(10, 1000).proportion_ci()
  const { low, high } = clopperPearson(10, 1000);

  expect(low).toBeCloseTo(0.0048, 4);
  expect(high).toBeCloseTo(0.0183, 4);
});

describe('the sequential test', () => {
  test.each([
    // By hand: 290 log(0.99 / 0.98) = 2.944 = log 19, and each hit takes log 2 + log(0.99 / 0.98) = 0.703 back.
    [0, 290, 'undecided'],
    [0, 291, 'low'],
    [1, 359, 'undecided'],
    [1, 360, 'low'],
    [5, 52, 'high'],
    [5, 60, 'undecided'],
  ])('of %i hits in %i trials says %s', (hits, trials, verdict) => {
    expect(tellRate(hits, trials)).toBe(verdict);
  });

  test.each([
    [0.005, 'low', 0.98],
    [0.01, 'low', 0.92],
    [0.02, 'high', 0.92],
    [0.03, 'high', 0.98],
  ])(
    'asked after every trial at a rate of %f says %s in at least %f of the cases',
    (rate, verdict, least) => {
      const { uniform } = randomStream(`sequential ${rate}`);
      const verdicts = Array.from({ length: 500 }, () => {
        let hits = 0;
        for (let trials = 1; ; trials++) {
          hits += Number(uniform() < rate);
          const told = tellRate(hits, trials);
          if (told !== 'undecided') return told;
        }
      });

      expect(verdicts.filter((told) => told === verdict).length / verdicts.length).toBeGreaterThan(least);
    },
  );
});
