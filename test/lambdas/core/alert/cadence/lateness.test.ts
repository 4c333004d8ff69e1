import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueTimes } from '../../../../../lambdas/core/alert/cadence/cadence-due.ts';
import { judgeCadence, type WatchedCadence } from '../../../../../lambdas/core/alert/cadence/lateness.ts';
import { alertRulesSchema } from '../../../../../lambdas/core/contract/alert-rules.ts';
import { cadenceSchema } from '../../../../../lambdas/core/contract/cadence.ts';

const daily = cadenceSchema.parse({ daily: '06:00', timeZone: 'Europe/Berlin' });
const working = cadenceSchema.parse({
  daily: '06:00',
  timeZone: 'Europe/Berlin',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
});
const every = cadenceSchema.parse({ every: '4h' });
const uploaded = '2026-11-20T09:00:00.000Z';

/** The next due time after some arrivals. */
function due(cadence: typeof daily, arrivals: readonly string[], since = uploaded): string | undefined {
  const dates = arrivals.map((arrival) => new Date(arrival));
  return dueTimes({ cadence, since: new Date(since) }, dates)
    .at(-1)
    ?.toISOString();
}

describe('a batch every so often', () => {
  test('is due that long after the last one, or after the upload of the contract', () => {
    expect(due(every, [])).toBe('2026-11-20T13:00:00.000Z');
    expect(due(every, ['2026-11-20T10:30:00Z', '2026-11-20T12:00:00Z'])).toBe('2026-11-20T16:00:00.000Z');
  });

  test('is not asked for because of a batch before the contract', () => {
    expect(due(every, ['2026-11-01T00:00:00Z'])).toBe('2026-11-20T13:00:00.000Z');
  });
});

describe('a daily batch', () => {
  test('is first due at the first due time after the upload of the contract', () => {
    expect(due(daily, [])).toBe('2026-11-21T05:00:00.000Z');
  });

  test('that came before its time counts for it, once', () => {
    expect(due(daily, ['2026-11-21T04:50:00Z'])).toBe('2026-11-22T05:00:00.000Z');
    expect(due(daily, ['2026-11-21T04:40:00Z', '2026-11-21T04:50:00Z'])).toBe('2026-11-22T05:00:00.000Z');
    expect(due(daily, ['2026-11-21T05:00:00.000Z'])).toBe('2026-11-22T05:00:00.000Z');
  });

  test('that came late counts for the time that it missed, not for the next', () => {
    expect(due(daily, ['2026-11-21T06:00:00Z'])).toBe('2026-11-22T05:00:00.000Z');
  });

  test('may come soon after the time before, where that had one', () => {
    const early = ['2026-11-21T04:50:00Z', '2026-11-21T06:00:00Z'];

    expect(due(daily, early)).toBe('2026-11-23T05:00:00.000Z');
  });

  test('after days without one is asked for no more than once', () => {
    expect(due(daily, ['2026-11-21T04:50:00Z', '2026-11-25T04:50:00Z'])).toBe('2026-11-26T05:00:00.000Z');
    expect(due(daily, ['2026-11-21T14:00:00Z', '2026-11-23T14:00:00Z'])).toBe('2026-11-25T05:00:00.000Z');
  });

  test('follows the clock of its place over both changes of it', () => {
    expect(due(daily, ['2026-03-28T04:50:00Z'], '2026-03-01T00:00:00Z')).toBe('2026-03-29T04:00:00.000Z');
    expect(due(daily, ['2026-10-24T03:50:00Z'], '2026-10-01T00:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  });

  test('at a time that the clocks leave out or show twice is asked for once', () => {
    const night = cadenceSchema.parse({ daily: '02:30', timeZone: 'Europe/Berlin' });

    expect(due(night, ['2026-03-28T01:00:00Z'], '2026-03-01T00:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(due(night, ['2026-03-29T01:29:00Z'], '2026-03-01T00:00:00Z')).toBe('2026-03-30T00:30:00.000Z');
    expect(due(night, ['2026-10-25T00:29:00Z'], '2026-10-01T00:00:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  test('is not asked for on other days', () => {
    expect(due(working, ['2026-11-20T04:50:00Z'], '2026-11-01T00:00:00Z')).toBe('2026-11-23T05:00:00.000Z');
    expect(due(cadenceSchema.parse({ daily: '06:00', weekdays: ['sun'] }), [])).toBe(
      '2026-11-22T06:00:00.000Z',
    );
  });

  test('law: whoever delivers before each due time is never late, and each batch moves the due time on', () => {
    const early = fc.integer({ min: 0, max: 17 * 60 });
    fc.assert(
      fc.property(fc.array(early, { minLength: 1, maxLength: 30 }), (minutes) => {
        const start = Date.parse('2026-10-20T04:00:00Z');
        const since = '2026-10-19T12:00:00Z';
        const dues: string[] = [due(daily, [], since) ?? ''];
        const arrivals: string[] = [];
        for (const minute of minutes) {
          arrivals.push(new Date(Date.parse(dues.at(-1) ?? '') - minute * 60_000).toISOString());
          dues.push(due(daily, arrivals, since) ?? '');
        }

        expect(Date.parse(dues[0] ?? '')).toBe(start);
        for (const [index, one] of dues.slice(1).entries())
          expect(Date.parse(one) - Date.parse(dues[index] ?? '')).toBeGreaterThanOrEqual(23 * 3_600_000);
        expect(new Set(dues).size).toBe(dues.length);
      }),
    );
  });
});

const nothing: WatchedCadence = { schemaVersion: 1, model: 'flights' };

interface Look {
  readonly now: string;
  readonly arrivals?: readonly string[];
  readonly rules?: object;
  readonly cadence?: typeof daily | undefined;
}

/** What is told at each look, and in the end. */
function look(looks: readonly Look[], cadence = daily) {
  let watched = nothing;
  const told: string[] = [];
  for (const one of looks) {
    const wanted = 'cadence' in one ? one.cadence : cadence;
    const judged = judgeCadence({
      watched,
      promised: wanted && { cadence: wanted, since: new Date(uploaded) },
      arrivals: one.arrivals ?? [],
      rules: alertRulesSchema.parse(one.rules ?? {}),
      now: new Date(one.now),
    });
    watched = judged.watched;
    const { news } = judged;
    if (news) told.push(`${one.now} ${news.arrivedAt === undefined ? 'late' : 'arrived'} ${news.due}`);
  }
  return { told, watched };
}

describe('a late batch', () => {
  test('is told once, when its grace is over, and once more when it came', () => {
    const arrivals = ['2026-11-21T07:10:00.000Z'];

    const { told, watched } = look([
      { now: '2026-11-21T05:00:00Z' },
      { now: '2026-11-21T05:14:59Z' },
      { now: '2026-11-21T05:15:00Z' },
      { now: '2026-11-21T05:30:00Z' },
      { now: '2026-11-21T07:15:00Z', arrivals },
      { now: '2026-11-21T07:30:00Z', arrivals },
      { now: '2026-11-22T05:10:00Z', arrivals },
    ]);

    expect(told).toEqual([
      '2026-11-21T05:15:00Z late 2026-11-21T05:00:00.000Z',
      '2026-11-21T07:15:00Z arrived 2026-11-21T05:00:00.000Z',
    ]);
    expect(watched).toEqual(nothing);
  });

  test('is told once, however many days it is late', () => {
    const { told } = look(
      ['21', '22', '23', '24'].map((day) => ({ now: `2026-11-${day}T12:00:00Z`, arrivals: [] })),
    );

    expect(told).toEqual(['2026-11-21T12:00:00Z late 2026-11-21T05:00:00.000Z']);
  });

  test('is told again where the next one is late, too', () => {
    const arrivals = ['2026-11-21T07:10:00Z'];

    const { told } = look([
      { now: '2026-11-21T06:00:00Z' },
      { now: '2026-11-21T08:00:00Z', arrivals },
      { now: '2026-11-22T06:00:00Z', arrivals },
    ]);

    expect(told.map((line) => line.slice(21))).toEqual([
      'late 2026-11-21T05:00:00.000Z',
      'arrived 2026-11-21T05:00:00.000Z',
      'late 2026-11-22T05:00:00.000Z',
    ]);
  });

  test('that had arrived in time and was checked late is over, too', () => {
    const { told } = look([
      { now: '2026-11-21T06:00:00Z' },
      { now: '2026-11-21T06:15:00Z', arrivals: ['2026-11-21T04:59:00Z'] },
    ]);

    expect(told).toHaveLength(2);
  });

  test('that is checked late and is older than what people know is not the one that they wait for', () => {
    const before = ['2026-11-21T04:50:00Z'];
    const { told } = look([
      { now: '2026-11-22T06:00:00Z', arrivals: before },
      { now: '2026-11-22T06:15:00Z', arrivals: ['2026-11-21T04:40:00Z', ...before] },
    ]);

    expect(told).toHaveLength(1);
  });

  test('of a model that never sent one counts from the upload of the contract', () => {
    expect(look([{ now: '2026-11-20T13:14:00Z' }], every).told).toEqual([]);
    expect(look([{ now: '2026-11-20T13:15:00Z' }], every).told).toEqual([
      '2026-11-20T13:15:00Z late 2026-11-20T13:00:00.000Z',
    ]);
  });

  test('is told after quiet hours and mutes, if it is still late', () => {
    const rules = { quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' } };
    const muted = { muteUntil: '2026-11-22' };

    expect(
      look([
        { now: '2026-11-21T05:30:00Z', rules },
        { now: '2026-11-21T06:00:00Z', rules },
      ]).told,
    ).toEqual(['2026-11-21T06:00:00Z late 2026-11-21T05:00:00.000Z']);
    expect(
      look([
        { now: '2026-11-21T05:30:00Z', rules },
        { now: '2026-11-21T06:00:00Z', rules, arrivals: ['2026-11-21T05:40:00Z'] },
        { now: '2026-11-21T23:59:00Z', rules: muted },
      ]).told,
    ).toEqual([]);
  });

  test('is forgotten where the contract promises none any more', () => {
    const { told, watched } = look([
      { now: '2026-11-21T06:00:00Z' },
      { now: '2026-11-21T06:15:00Z', cadence: undefined },
    ]);

    expect(told).toHaveLength(1);
    expect(watched.late).toBeUndefined();
  });
});
