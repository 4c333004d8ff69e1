import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { previousWeek, weekBefore } from '../../../../lambdas/core/digest/digest-week.ts';

describe('the week that a digest is of', () => {
  test('are the seven days before the day on which it is sent', () => {
    expect(weekBefore(new Date('2026-11-23T07:00:00Z'), 0, 'Europe/Berlin')).toEqual({
      name: '2026-W47',
      firstDay: '2026-11-16',
      lastDay: '2026-11-22',
      timeZone: 'Europe/Berlin',
      from: new Date('2026-11-15T23:00:00Z'),
      to: new Date('2026-11-22T23:00:00Z'),
    });
    expect(weekBefore(new Date('2026-11-20T15:00:00Z'), 4, 'UTC')).toMatchObject({
      name: '2026-W47',
      firstDay: '2026-11-13',
      lastDay: '2026-11-19',
    });
  });

  test('is the same for a run that comes later in the week', () => {
    const names = ['23T07', '24T07', '29T22'].map(
      (moment) => weekBefore(new Date(`2026-11-${moment}:00:00Z`), 0, 'Europe/Berlin').name,
    );

    expect(names).toEqual(['2026-W47', '2026-W47', '2026-W47']);
    expect(weekBefore(new Date('2026-11-29T23:00:00Z'), 0, 'Europe/Berlin').name).toBe('2026-W48');
  });

  test.each([
    ['2026-01-05', '2026-W01'],
    ['2025-12-29', '2025-W52'],
    ['2021-01-04', '2020-W53'],
    ['2027-01-04', '2026-W53'],
    ['2024-12-30', '2024-W52'],
  ])('sent on Monday %s it is %s', (date, name) => {
    expect(weekBefore(new Date(`${date}T12:00:00Z`), 0, 'UTC').name).toBe(name);
  });

  test('has an hour less or more where clocks change', () => {
    const hours = ['2026-03-30', '2026-10-26'].map((date) => {
      const { from, to } = weekBefore(new Date(`${date}T12:00:00Z`), 0, 'Europe/Berlin');
      return (to.getTime() - from.getTime()) / 3_600_000;
    });

    expect(hours).toEqual([167, 169]);
  });

  test('law: weeks follow each other without a gap, and no two have one name', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'UTC');
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 3000 }),
        (zone, day, days) => {
          const week = weekBefore(new Date(Date.UTC(2020, 0, 1) + days * 86_400_000), day, zone);
          const earlier = previousWeek(week);

          expect(earlier.to).toEqual(week.from);
          expect(earlier.name < week.name).toBe(true);
        },
      ),
    );
  });
});
