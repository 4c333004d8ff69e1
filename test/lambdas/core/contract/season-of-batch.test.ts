import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { referenceRulesSchema } from '../../../../lambdas/core/contract/reference-rules.ts';
import { dateInPath, seasonOfBatch } from '../../../../lambdas/core/contract/season-of-batch.ts';
import { months, weekdays } from '../../../../lambdas/core/contract/seasons.ts';

/** The last evening of November in Berlin is December already in Tokyo. A Monday, and a Tuesday. */
const receivedAt = new Date('2026-11-30T20:00:00Z');

describe('a batch', () => {
  test.each([
    [{ season: 'month' }, '2026-05-31.csv', 'may'],
    [{ season: 'month' }, '2026-05.csv', 'may'],
    [{ season: 'weekday' }, '2026-05-31.csv', 'sunday'],
    [{ season: 'weekday' }, '2026-06-01.csv', 'monday'],
    [{ season: 'weekday' }, '2026-05.csv', 'monday'],
    [{ season: 'month' }, 'latest.csv', 'november'],
    [{ season: 'month', timeZone: 'Asia/Tokyo' }, 'latest.csv', 'december'],
    [{ season: 'weekday', timeZone: 'Asia/Tokyo' }, 'latest.csv', 'tuesday'],
    [{ season: 'month', timeZone: 'Asia/Tokyo' }, '2026-11-30.csv', 'november'],
    [{ season: 'month', seasonOf: 'arrival' }, '2026-05-31.csv', 'november'],
    [{}, '2026-05-31.csv', undefined],
  ])('under %j with the path %s is of %s', (rules, path, expected) => {
    expect(seasonOfBatch(referenceRulesSchema.parse(rules), { path, receivedAt })).toBe(expected);
  });

  test('of any day has a month and a day of the week, the same by its key and by its arrival', () => {
    for (let day = 0; day < 366; day++) {
      const noon = new Date(Date.UTC(2028, 0, 1 + day, 12));
      const path = `${noon.toISOString().slice(0, 10)}.csv`;
      for (const [season, names] of [
        ['month', months],
        ['weekday', weekdays],
      ] as const) {
        const byKey = seasonOfBatch(referenceRulesSchema.parse({ season }), { path, receivedAt });
        const arrival = referenceRulesSchema.parse({ season, seasonOf: 'arrival' });

        expect(names).toContain(byKey);
        expect(seasonOfBatch(arrival, { path: 'a.csv', receivedAt: noon })).toBe(byKey);
      }
    }
  });
});

test.each([
  { season: 'quarter' },
  { timeZone: 'Mars/Olympus' },
  { rolling: 1 },
  { rolling: 91 },
  { rolling: 2.5 },
  { seasonOf: 'column' },
  { window: 7 },
])('rules of references refuse %j', (rules) => {
  expect(referenceRulesSchema.safeParse(rules).success).toBe(false);
});

describe('the date in a path', () => {
  test.each([
    ['2026-11-22.csv', { year: 2026, month: 11, day: 22 }],
    ['day=2026-11-22/_SUCCESS', { year: 2026, month: 11, day: 22 }],
    ['2026/11/22/part.csv', { year: 2026, month: 11, day: 22 }],
    ['export_2026_11_22.csv', { year: 2026, month: 11, day: 22 }],
    ['20261122.csv', { year: 2026, month: 11, day: 22 }],
    ['20261122T0600.csv', { year: 2026, month: 11, day: 22 }],
    ['year=2026/month=11/day=2/a.csv', { year: 2026, month: 11, day: 2 }],
    ['year=2026/month=1/a.csv', { year: 2026, month: 1 }],
    ['2026-11.csv', { year: 2026, month: 11 }],
    ['2026/11/file-7.csv', { year: 2026, month: 11 }],
    ['2028-02-29.csv', { year: 2028, month: 2, day: 29 }],
  ])('%s is of %j', (path, expected) => {
    expect(dateInPath(path)).toEqual(expected);
  });

  test('the last date counts: it stands nearest to the file', () => {
    expect(dateInPath('run=2026-12-01/scores-2026-11-30.csv')).toEqual({ year: 2026, month: 11, day: 30 });
    expect(dateInPath('2026-11-30/rerun-20261205.csv')).toEqual({ year: 2026, month: 12, day: 5 });
  });

  test.each([
    'weather.csv',
    '2026-02-30.csv',
    '2026-13-01.csv',
    '2026-1-1.csv',
    '202611.csv',
    '120261122.csv',
    '20261122060000.csv',
    '3026-11-22.csv',
    'id-12345678.csv',
    'fiscalyear=2026/month=11/a.csv',
  ])('%s has no date', (path) => {
    expect(dateInPath(path)).toBeUndefined();
  });

  test('whatever the path, a date is one that the calendar has', () => {
    const piece = fc.oneof(fc.string(), fc.stringMatching(/^(19|20)\d\d[-_/]?\d\d[-_/]?\d\d$/));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const date = dateInPath(pieces.join('/'));
        if (!date) return;
        const { year, month, day = 1 } = date;
        expect(new Date(Date.UTC(year, month - 1, day)).toISOString()).toBe(
          `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00.000Z`,
        );
      }),
    );
  });
});
