import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatLocal, localClock, plusDays, weekdayOf } from '../../../../lambdas/core/text/local-time.ts';

const berlin = localClock('Europe/Berlin');
const at = (year: number, month: number, day: number, time: string, clock = berlin) =>
  clock.instantAt({ year, month, day }, time).toISOString();

describe('a time by the clock of a place', () => {
  test('is one hour off UTC in winter and two in summer', () => {
    expect(at(2026, 1, 15, '06:00')).toBe('2026-01-15T05:00:00.000Z');
    expect(at(2026, 7, 15, '06:00')).toBe('2026-07-15T04:00:00.000Z');
  });

  test('that is left out when clocks go forward is as if they did so after it', () => {
    expect(at(2026, 3, 29, '01:59')).toBe('2026-03-29T00:59:00.000Z');
    expect(at(2026, 3, 29, '02:00')).toBe('2026-03-29T01:00:00.000Z');
    expect(at(2026, 3, 29, '02:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(at(2026, 3, 29, '03:00')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('that comes twice when they go back is the first', () => {
    expect(at(2026, 10, 25, '01:59')).toBe('2026-10-24T23:59:00.000Z');
    expect(at(2026, 10, 25, '02:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(at(2026, 10, 25, '03:00')).toBe('2026-10-25T02:00:00.000Z');
  });

  test.each([
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['Asia/Kathmandu', '2026-11-23', '06:00', '2026-11-23T00:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-23', '06:00', '2026-11-22T16:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['UTC', '2026-11-23', '00:00', '2026-11-23T00:00:00.000Z'],
  ])('%s %s %s is %s', (timeZone, date, time, instant) => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number);

    expect(at(year, month, day, time, localClock(timeZone))).toBe(instant);
  });

  test('law: a time that the clocks show is shown at the instant that is found', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe');
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 3 });
    fc.assert(
      fc.property(zones, minutes, (timeZone, minute) => {
        const clock = localClock(timeZone);
        const instant = new Date(Date.UTC(2025, 0, 1) + minute * 60_000);
        const shown = formatLocal(instant, timeZone).slice(11, 16);

        const found = clock.instantAt(clock.dayOf(instant), shown);

        expect(formatLocal(found, timeZone)).toBe(formatLocal(instant, timeZone));
        expect(found.getTime()).toBeLessThanOrEqual(instant.getTime());
      }),
    );
  });
});

test('days are those of the place', () => {
  expect(berlin.dayOf(new Date('2026-12-31T23:30:00Z'))).toEqual({ year: 2027, month: 1, day: 1 });
  expect(plusDays({ year: 2026, month: 3, day: 1 }, -1)).toEqual({ year: 2026, month: 2, day: 28 });
  expect([22, 23, 28].map((day) => weekdayOf({ year: 2026, month: 11, day }))).toEqual([6, 0, 5]);
});

test('an instant is told by the clock of the place, whatever the year', () => {
  expect(formatLocal(new Date('2026-11-23T05:00:00Z'), 'Europe/Berlin')).toBe(
    '2026-11-23 06:00 Europe/Berlin',
  );
});
