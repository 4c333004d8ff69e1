import { describe, expect, test } from '@jest/globals';
import { budget } from '../../../../bench/years/simulate-year.ts';
import { type CountedBatch, followErrors } from '../../../../lambdas/core/over-time/follow-errors.ts';

const expected = { usual: 0.1, bound: 0.11, limit: 0.145, known: 5000 };

/** A batch a day with these error rates, of 200 labels each. */
function daysOf(rates: readonly number[], held = expected): readonly CountedBatch[] {
  return rates.map((rate, day) => ({ day, labelled: 200, wrong: Math.round(200 * rate), ...held }));
}

/** So many days about as usual, one a little better, one a little worse. */
function quietDays(count: number): readonly number[] {
  return Array.from({ length: count }, (_, day) => (day % 2 === 0 ? 0.09 : 0.11));
}

describe('error rates over time', () => {
  test('of quiet days open nothing, and have their spread after 30 batches', () => {
    const standings = followErrors(daysOf(quietDays(60)), budget);

    expect(standings.flatMap(({ episode, ended }) => episode ?? ended ?? [])).toEqual([]);
    expect(standings.map(({ spread }) => spread !== undefined).indexOf(true)).toBe(29);
  });

  test('that rise by a step are told as one, with the batch it began with', () => {
    const standings = followErrors(daysOf([...quietDays(60), ...Array(12).fill(0.16)]), budget);

    const first = standings.find(({ episode }) => episode)?.episode;
    expect(first).toMatchObject({ kind: 'step', first: 60, level: 0.16 });
    expect(first?.breachDay).toBeUndefined();
    expect(first?.opened).toBeLessThan(68);
  });

  test('that rise from day to day are told as decay, with the date at which they reach the limit', () => {
    const slope = 0.001;
    const rising = Array.from({ length: 60 }, (_, day) => 0.1 + slope * (day + 1));
    const standings = followErrors(daysOf([...quietDays(60), ...rising]), budget);

    const decay = standings.find(({ episode }) => episode?.kind === 'decay')?.episode;
    expect(decay?.slope30).toBeCloseTo(30 * slope, 2);
    expect(decay?.level).toBeLessThan(expected.limit);
    // 0.1 + 0.001 (day - 59) is 0.145 on day 104.
    expect(Math.abs((decay?.breachDay ?? 0) - 104)).toBeLessThan(6);
  });

  test('of one bad batch are an incident and no trend, over with the next good one', () => {
    const standings = followErrors(daysOf([...quietDays(60), 0.35, 0.1, 0.1]), budget);

    expect(standings[60]?.episode).toMatchObject({ kind: 'batch', first: 60, opened: 60, level: 0.35 });
    expect(standings[61]?.ended).toMatchObject({ kind: 'batch', first: 60 });
    expect(standings[62]?.episode).toBeUndefined();
    expect(standings[62]?.evidence).toBeLessThan(0.1);
  });

  test('of one bad batch of few labels are an incident, too', () => {
    const few = daysOf([...quietDays(60), 0.38]).map((day) => ({
      ...day,
      labelled: 50,
      wrong: Math.round(day.wrong / 4),
    }));

    expect(followErrors(few, budget).at(-1)?.episode?.kind).toBe('batch');
  });

  test('count only from the limit on until the spread of days is known', () => {
    const below = followErrors(daysOf(Array(29).fill(0.135)), budget);
    const above = followErrors(daysOf(Array(29).fill(0.165)), budget);

    expect(below.some(({ episode }) => episode)).toBe(false);
    expect(below.at(-1)?.evidence).toBeGreaterThan(1);
    expect(above.findIndex(({ episode }) => episode)).toBeLessThan(10);
  });

  test('weigh less where days wander: what alarms of quiet days does not of those', () => {
    const wandering = Array.from({ length: 60 }, (_, day) => (day % 2 === 0 ? 0.05 : 0.15));
    const rise = Array(4).fill(0.17);

    const quiet = followErrors(daysOf([...quietDays(60), ...rise]), budget);
    const restless = followErrors(daysOf([...wandering, ...rise]), budget);

    expect(quiet.at(-1)?.episode).toBeDefined();
    expect(restless.at(-1)?.episode).toBeUndefined();
  });

  test('end only when the usual rate explains the batches since', () => {
    const better = followErrors(
      daysOf([...quietDays(60), ...Array(20).fill(0.16), ...quietDays(20)]),
      budget,
    );
    const same = followErrors(daysOf([...quietDays(60), ...Array(40).fill(0.16)]), budget);

    const end = better.findIndex(({ ended }) => ended);
    expect(end).toBeGreaterThan(80);
    expect(end).toBeLessThan(90);
    expect(same.some(({ ended }) => ended)).toBe(false);
  });

  test('are the same for each batch whatever comes after it', () => {
    const batches = daysOf([...quietDays(120), ...Array(60).fill(0.15), ...quietDays(40)]);

    const whole = followErrors(batches, budget);

    for (const length of [1, 29, 30, 121, 126, 140, 200])
      expect(followErrors(batches.slice(0, length), budget)).toEqual(whole.slice(0, length));
  });

  test('of a model that was never wrong, or always, are numbers', () => {
    const rates = [...Array(40).fill(0), ...Array(5).fill(1)];

    const never = followErrors(daysOf(rates, { usual: 0, bound: 0.001, limit: 0.05, known: 5000 }), budget);
    const always = followErrors(
      daysOf(Array(45).fill(1), { usual: 1, bound: 0.999, limit: 1, known: 5000 }),
      budget,
    );

    expect(never.at(-1)?.episode).toMatchObject({ first: 40, level: 1 });
    expect(Number.isFinite(never.at(-1)?.evidence)).toBe(true);
    expect(always.at(-1)?.episode).toBeUndefined();
  });

  test('are held each against its own reference: what is usual of one season is none of another', () => {
    const winter = daysOf(quietDays(80));
    const summer = daysOf(Array(80).fill(0.2), { usual: 0.2, bound: 0.21, limit: 0.24, known: 5000 });
    const mixed = winter.map((day, index) => (index % 2 === 0 ? day : (summer[index] ?? day)));

    expect(followErrors(mixed, budget).some(({ episode }) => episode)).toBe(false);
  });
});
