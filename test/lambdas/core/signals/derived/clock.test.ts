import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../../lambdas/core/drift/compare-profiles.ts';
import { areLongEnough, areSpreadAlike } from '../../../../../lambdas/core/signals/derived/clock.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildDerivedComparison } from '../../../../support/build-derived.ts';

const contract = buildContract([{ name: 'at', kind: 'timestamp', role: 'timestamp' }]);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monday = Date.UTC(2025, 5, 2);

/** Rows of a shop that is open from 8 to 20, most of them at noon: so many a day, on the days whose number is wanted. */
function opening(days: number, perDay: number, isOpen: (day: number) => boolean = () => true): number[] {
  return Array.from({ length: days * perDay }, (_, row) => {
    const [day, place] = [Math.floor(row / perDay), ((row % perDay) + 0.5) / perDay];
    const fromNoon = 6 * Math.sign(place - 0.5) * (1 - Math.sqrt(1 - Math.abs(2 * place - 1)));
    return isOpen(day) ? monday + day * dayMs + (14 + fromNoon) * hourMs : Number.NaN;
  }).filter((time) => !Number.isNaN(time));
}

function judge(reference: readonly number[], current: readonly number[]) {
  const block = (times: readonly number[]) =>
    buildBlock(
      contract,
      times.map((time) => [new Date(time).toISOString()]),
    );
  return compareProfiles(buildDerivedComparison(contract, block(reference), block(current)));
}

function verdicts(reference: readonly number[], current: readonly number[]) {
  const { features } = judge(reference, current);
  return Object.fromEntries(features.map(({ name, verdict }) => [name, verdict.status]));
}

describe('hours and weekdays of timestamps', () => {
  const weeks = opening(56, 100);
  const day = opening(1, 1000).map((time) => time + 60 * dayMs);

  test('a day by the clock of another time zone has drifted; the weekday of one day is not looked at', () => {
    const [moved, ...others] = judge(
      weeks,
      day.map((time) => time + 5 * hourMs),
    ).features;

    expect(others).toEqual([]);
    expect(moved).toMatchObject({
      name: 'at: hour',
      derivedFrom: 'at',
      verdict: { status: 'drifted', severity: 'critical' },
    });
    expect(moved?.verdict.reason).toMatch(/^90th percentile rose from 17:00 to 22:00 UTC/);
    expect(verdicts(weeks, day)).toEqual({ 'at: hour': 'stable' });
  });

  test('clocks that are put forward by an hour are no drift of a source that is open for many', () => {
    expect(
      verdicts(
        opening(56, 100).map((time, row) => time + (row % 12) * hourMs),
        day.map((time, row) => time + (1 + (row % 12)) * hourMs),
      ),
    ).toEqual({ 'at: hour': 'stable' });
  });

  test('a batch of one hour, or of half a day, is not held against the hours of days', () => {
    const morning = day.filter((time) => time % dayMs < 12 * hourMs);

    expect(verdicts(weeks, morning)).toEqual({});
    expect(
      verdicts(
        weeks,
        day.filter((time) => Math.floor((time % dayMs) / hourMs) === 14),
      ),
    ).toEqual({});
  });

  test('times that say when a job ran have no hours', () => {
    const nightly = weeks.map((time) => time - (time % dayMs) + 3 * hourMs);

    expect(verdicts(nightly, opening(1, 1000))).toEqual({});
  });

  test('four weeks without a weekend have drifted where the reference has some; two weeks like those before have not', () => {
    const weekdays = opening(28, 100, (number) => number % 7 < 5);
    const feature = judge(weeks, weekdays).features.find(({ name }) => name === 'at: weekday');

    expect(feature?.verdict).toMatchObject({ status: 'drifted' });
    expect(feature?.verdict.reason).toMatch(/Friday|Saturday|Sunday|Thursday|Wednesday/);
    expect(verdicts(weeks, opening(14, 100))).toEqual({ 'at: hour': 'stable', 'at: weekday': 'stable' });
    expect(
      verdicts(
        weekdays,
        opening(28, 100, (number) => number % 7 < 5),
      ),
    ).toMatchObject({
      'at: weekday': 'stable',
    });
  });
});

describe('areSpreadAlike', () => {
  const around = (...hours: readonly number[]): readonly number[] =>
    Array.from({ length: 24 }, (_, hour) => (hours.includes(hour) ? 50 : 0));

  test.each([
    ['the same hours of another zone', around(3, 4, 5, 6), true],
    ['a few rows of other hours beside one', around(5).with(9, 2).with(10, 1), false],
    ['one row', around().with(5, 1), false],
    ['none', around(), false],
  ])('of %s', (_, current, expected) => {
    expect(areSpreadAlike('hour', { reference: around(9, 10, 11, 12), current })).toBe(expected);
  });

  test('of a reference with one hour says no', () => {
    expect(areSpreadAlike('hour', { reference: around(9), current: around(9) })).toBe(false);
  });
});

describe('areLongEnough', () => {
  const days = (count: number) => ({ min: monday, max: monday + count * dayMs });

  test('asks for two weeks against four where it is about weekdays', () => {
    expect(areLongEnough('weekday', { reference: days(25), current: days(13) })).toBe(true);
    expect(areLongEnough('weekday', { reference: days(25), current: days(12) })).toBe(false);
    expect(areLongEnough('weekday', { reference: days(14), current: days(13) })).toBe(false);
    expect(areLongEnough('hour', { reference: days(1), current: {} })).toBe(true);
  });
});
