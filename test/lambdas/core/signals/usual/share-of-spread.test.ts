import { describe, expect, test } from '@jest/globals';
import { isBeyondReach, shareOfSpread } from '../../../../../lambdas/core/signals/usual/share-of-spread.ts';
import { seededRandom } from '../../../../support/random.ts';

/** So many rows of each of some days. */
function days(from: number, count: number, rows: number) {
  const stretches = Array.from({ length: count }, (_, day) => from + day);
  return { stretches, rows: stretches.map(() => rows) };
}

const year = days(0, 365, 100);

describe('of what days differ by', () => {
  test.each([
    ['a day after the reference, all', days(400, 1, 1000), 1, 1],
    ['a night and a day, all, as neighbours are alike', { stretches: [400, 401], rows: [400, 600] }, 0.52, 1],
    ['a week, a seventh, or three', days(400, 7, 100), 1 / 7, 0.394],
    ['thirty days, a thirtieth, or three', days(400, 30, 100), 1 / 30, 0.105],
    ['each third day, as many', { stretches: [400, 403, 406, 409], rows: [50, 50, 50, 50] }, 1 / 4, 1 / 4],
    ['all days of the reference, nothing', days(0, 365, 7), 0, 0],
    ['one row, all that can be', days(0, 1, 1), 1, 1],
  ])('a batch of %s', (_, batch, each, neighbours) => {
    const { ofEach, ofNeighbours } = shareOfSpread(year, batch);

    expect(ofEach).toBeCloseTo(each, 2);
    expect(ofNeighbours).toBeCloseTo(neighbours, 2);
  });

  test('a batch of random rows of the reference has next to nothing, however few they are', () => {
    const random = seededRandom(7);
    const shares = Array.from({ length: 200 }, () => {
      const rows = new Map<number, number>();
      for (let row = 0; row < 100; row++) {
        const day = Math.floor(365 * random.uniform());
        rows.set(day, (rows.get(day) ?? 0) + 1);
      }
      return shareOfSpread(year, { stretches: [...rows.keys()], rows: [...rows.values()] }).ofNeighbours;
    });

    expect(Math.max(...shares)).toBeLessThan(0.02);
  });

  test('it is what deviations of days come to, which are drawn by themselves', () => {
    const random = seededRandom(8);
    const week = days(3, 7, 100);
    const squares = { week: 0, day: 0 };
    for (let draw = 0; draw < 20_000; draw++) {
      const x = Array.from({ length: 31 }, () => random.uniform() - 0.5);
      const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
      squares.week += (mean(x.slice(3, 10)) - mean(x.slice(0, 30))) ** 2;
      squares.day += (x[30]! - mean(x.slice(0, 30))) ** 2;
    }

    expect(squares.week / squares.day).toBeCloseTo(shareOfSpread(days(0, 30, 100), week).ofEach, 2);
  });
});

test.each([
  ['a day of next year', days(365, 1, 1000), false],
  ['the next half year', days(365, 182, 100), false],
  ['most of next year', days(365, 190, 100), true],
  ['the year of the reference', days(0, 365, 100), false],
  [
    'the year of the reference, and the next with fewer rows',
    {
      stretches: [...days(0, 730, 1).stretches],
      rows: [...days(0, 365, 100).rows, ...days(0, 365, 90).rows],
    },
    false,
  ],
  [
    'most days of next year, nearly all rows on ten of them',
    {
      stretches: days(365, 300, 1).stretches,
      rows: Array.from({ length: 300 }, (_, day) => (day % 30 === 0 ? 1000 : 1)),
    },
    false,
  ],
])('that %s is beyond what a reference of a year can tell of: %s', (_, batch, isBeyond) => {
  expect(isBeyondReach(year, batch)).toBe(isBeyond);
});
