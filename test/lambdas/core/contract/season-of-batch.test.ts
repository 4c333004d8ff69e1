import { describe, expect, test } from '@jest/globals';
import { referenceRulesSchema } from '../../../../lambdas/core/contract/reference-rules.ts';
import { seasonOfBatch } from '../../../../lambdas/core/contract/season-of-batch.ts';
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
