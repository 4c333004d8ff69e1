import { describe, expect, test } from '@jest/globals';
import { cadenceSchema, durationMs } from '../../../../lambdas/core/contract/cadence.ts';

describe('a cadence', () => {
  test.each([
    [{ every: '4h' }],
    [{ every: '30m', grace: '5m', severity: 'critical' }],
    [{ daily: '06:00' }],
    [{ daily: '23:59', timeZone: 'Europe/Berlin', weekdays: ['mon', 'fri'] }],
  ])('may be %j', (cadence) => {
    expect(cadenceSchema.parse(cadence)).toEqual({ grace: '15m', severity: 'warning', ...cadence });
  });

  test.each([
    [{}, 'either every or daily'],
    [{ every: '4h', daily: '06:00' }, 'either every or daily'],
    [{ every: '4h', timeZone: 'Europe/Berlin' }, 'only together with daily'],
    [{ every: '4h', weekdays: ['mon'] }, 'only together with daily'],
    [{ daily: '06:00', timeZone: 'Europe/Atlantis' }, 'a time zone such as Europe/Berlin'],
    [{ daily: '24:00' }, 'a time of day such as 06:00'],
    [{ daily: '06:00', weekdays: [] }, 'weekdays'],
    [{ daily: '06:00', weekdays: ['mon', 'mon'] }, 'each weekday once'],
    [{ every: '0h' }, 'a length of time'],
    [{ every: '1.5h' }, 'a length of time'],
    [{ every: '101d' }, 'a length of time'],
    [{ every: '4h', grace: 'soon' }, 'a length of time'],
    [{ every: '4h', weekly: true }, 'weekly'],
  ])('may not be %j', (cadence, problem) => {
    const parsed = cadenceSchema.safeParse(cadence);

    expect(JSON.stringify(parsed.error?.issues)).toContain(problem);
  });
});

test('a length of time is a whole number with its unit', () => {
  expect([durationMs('30m'), durationMs('4h'), durationMs('2d')]).toEqual([
    1_800_000, 14_400_000, 172_800_000,
  ]);
  expect(() => durationMs('4 h')).toThrow(/durationMs: from 1m to 100d, not 4 h/);
});
