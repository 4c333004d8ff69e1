import { describe, expect, test } from '@jest/globals';
import { defaultAlertRules } from '../../../../lambdas/core/contract/alert-rules.ts';
import { alarmBudget } from '../../../../lambdas/core/over-time/alarm-budget.ts';
import { judgeLosses } from '../../../../lambdas/core/over-time/judge-losses.ts';
import {
  type LoggedBatch,
  type LossLog,
  type LossNews,
  lossLogSchema,
  noLosses,
  withBatches,
} from '../../../../lambdas/core/over-time/loss-log.ts';
import { lossSentences } from '../../../../lambdas/core/over-time/loss-words.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { loggedDays, quietRates } from '../../../support/build-losses.ts';

const now = new Date('2027-01-01T00:00:00Z');
const settings = { rules: defaultAlertRules, now };

/** Judges batch by batch. @returns the log and what was told, with the batch that it was told with */
function live(days: readonly LoggedBatch[], rules = defaultAlertRules) {
  const told: (readonly [string, LossNews])[] = [];
  let log: LossLog = noLosses('flights');
  for (const day of days) {
    const judged = judgeLosses(withBatches(log, [day]), day, { ...settings, rules });
    log = judged.log;
    if (judged.news) told.push([day.id, judged.news]);
  }
  return { log, told };
}

describe('what people are told of a loss', () => {
  test('is nothing in quiet times', () => {
    expect(live(loggedDays(quietRates(60))).told).toEqual([]);
  });

  test('is one bad batch, and its end with the next good one', () => {
    const { log, told } = live(loggedDays([...quietRates(40), 0.35, 0.1]));

    expect(told.map(([id, { status, kind, severity }]) => [id, status, kind, severity])).toEqual([
      ['day-040', 'opened', 'batch', 'critical'],
      ['day-041', 'recovered', 'batch', 'critical'],
    ]);
    expect(log.heard).toBeUndefined();
    expect(log.past).toMatchObject([{ kind: 'batch', since: log.batches[40]?.receivedAt }]);
    expect(lossLogSchema.parse(JSON.parse(JSON.stringify(log)))).toEqual(log);
  });

  test('names what the model is judged by, where that is not how often it is right', () => {
    const judged = { metric: 'brier', value: 0.2, baseline: 0.07 } as const;
    const days = loggedDays([...quietRates(40), 0.35]).map((day) => ({ ...day, judged }));

    const [[, news] = []] = live(days).told;

    expect(lossSentences(news!)).toContain(
      'It is judged by Brier score: 0.2 on these batches, 0.07 in the reference.',
    );
  });

  test('is a decay with its date as a warning, and that the limit is crossed as critical', () => {
    const rising = Array.from({ length: 60 }, (_, day) => 0.1 + 0.001 * (day + 1));

    const { told } = live(loggedDays([...quietRates(40), ...rising]));

    const [first] = told.map(([, news]) => news);
    expect(first).toMatchObject({ status: 'opened', severity: 'warning' });
    const dated = told.findIndex(([, { kind, breachAt }]) => kind === 'decay' && breachAt !== undefined);
    const crossed = told.findIndex(
      ([, { status, severity }]) => status === 'worse' && severity === 'critical',
    );
    expect(dated).toBeGreaterThanOrEqual(0);
    expect(dated).toBeLessThan(crossed);
  });

  test('is reminded of after 1, 3, 7 and 14 days, and not every day', () => {
    const { told } = live(loggedDays([...quietRates(40), ...Array(22).fill(0.2)]));

    const [[, opened] = [], ...later] = told;
    expect(opened?.status).toBe('opened');
    const begin = Number(told[0]?.[0].slice(4));
    const reminders = later.filter(([, { status }]) => status === 'reminder');
    expect(reminders.map(([id]) => Number(id.slice(4)) - begin)).toEqual([1, 3, 7, 14]);
  });

  test('waits while the contract mutes the model, and is told afterwards', () => {
    const days = loggedDays([...quietRates(40), ...Array(10).fill(0.2)]);
    const muted = live(days, { ...defaultAlertRules, muteUntil: '2027-02-01' });

    expect(muted.told).toEqual([]);
    const last = days.at(-1);
    expect(last && judgeLosses(muted.log, last, settings).news?.status).toBe('opened');
  });

  test('is the same again for whoever comes again for the same cause', () => {
    const days = loggedDays([...quietRates(40), 0.35]);
    const { log, told } = live(days);
    const [bad] = days.slice(-1);

    const again = bad && judgeLosses(withBatches(log, [bad]), bad, settings);

    expect(again?.log).toBe(log);
    expect(again?.news).toEqual(told[0]?.[1]);
  });

  test('is over with a new reference that the batches are like', () => {
    const days = loggedDays([...quietRates(40), ...Array(10).fill(0.2)]);
    const retrained = loggedDays([...Array(50).fill(0), 0.2]).slice(-1);
    const anew = retrained.map((day) => ({
      ...day,
      reference: 'b2',
      usual: { labelled: 5000, wrong: 1000 },
      limit: 0.24,
    }));

    const { told } = live([...days, ...anew]);

    expect(told.at(-1)).toMatchObject(['day-050', { status: 'recovered' }]);
  });
});

describe('labels that come late', () => {
  const days = loggedDays([...quietRates(40), ...Array(8).fill(0.2)]);

  test('lead to the same log in any order, twice, and corrected', () => {
    const first = days.map((day) => ({ ...day, labelled: 0, wrong: 0 }));
    const inOrder = days.reduce((log, day) => withBatches(log, [day]), noLosses('m'));

    const arrived = first.reduce((log, day) => withBatches(log, [day]), noLosses('m'));
    const shuffled = days.toSorted((a, b) => (a.id.at(-1)! < b.id.at(-1)! ? -1 : 1));
    const late = [...shuffled, ...shuffled].reduce((log, day) => withBatches(log, [day]), arrived);

    expect(late).toEqual(inOrder);
    expect(withBatches(late, days)).toBe(late);
  });

  test('tell of the loss once, with the label file', () => {
    const without = days.map((day) => ({ ...day, labelled: 0, wrong: 0 }));
    const { log, told } = live(without);
    const file = { id: 'labels-1', receivedAt: '2026-08-01T00:00:00.000Z' };

    const judged = judgeLosses(withBatches(log, days), file, settings);

    expect(told).toEqual([]);
    expect(judged.news).toMatchObject({
      status: 'opened',
      kind: 'step',
      since: days[40]?.receivedAt,
      batches: 8,
    });
    expect(judgeLosses(judged.log, { ...file, id: 'labels-2' }, settings).news).toBeUndefined();
  });

  test('keep the turn that the batch was judged in', () => {
    const { turn: _, ...late } = { ...loggedDays([0.1])[0]!, wrong: 30 };

    const log = withBatches(withBatches(noLosses('m'), loggedDays([0.1])), [late]);

    expect(log.batches).toMatchObject([{ turn: 1, wrong: 30 }]);
  });

  test('of more batches than are kept leave the newest', () => {
    const log = withBatches(noLosses('m'), loggedDays(quietRates(410)));

    expect(log.batches).toHaveLength(400);
    expect(log.batches[0]?.id).toBe('day-010');
  });
});

test('seasons have references of their own, which are not new ones', () => {
  const days = loggedDays([...quietRates(50), ...Array(8).fill(0.2)]).map((day, index) => ({
    ...day,
    reference: index % 2 === 0 ? 'a1' : 'b1',
    season: index % 2 === 0 ? ('monday' as const) : ('tuesday' as const),
  }));

  expect(live(days).told[0]).toMatchObject([
    expect.anything(),
    { status: 'opened', since: days[50]?.receivedAt },
  ]);
});

test('how often batches come is promised, else seen, else a day; how many false alarms a year has the contract says', () => {
  const contract = buildContract([{ name: 'a', kind: 'numeric' }], {
    cadence: { every: '4h' },
    drift: { falseAlarmsPerYear: 4 },
  });
  const weekly = Array.from({ length: 7 }, (_, week) => new Date(7 * 86_400_000 * week).toISOString());

  expect(alarmBudget(contract, weekly)).toEqual({ batchesPerYear: 365.25 * 6, falseAlarmsPerYear: 4 });
  expect(alarmBudget(undefined, weekly).batchesPerYear).toBeCloseTo(365.25 / 7, 6);
  expect(alarmBudget(undefined, [])).toEqual({ batchesPerYear: 365.25, falseAlarmsPerYear: 1 });
});
