import { describe, expect, test } from '@jest/globals';
import { budget } from '../../../../bench/years/simulate-year.ts';
import { followErrors } from '../../../../lambdas/core/over-time/follow-errors.ts';
import { slowRise } from '../../../../lambdas/core/over-time/slow-rise.ts';

/** A batch a day of 500 labels. */
function days(rates: readonly number[]) {
  return rates.map((rate, day) => ({
    day: day + 20_000,
    labelled: 500,
    wrong: 500 * rate,
    usual: 0.1,
    bound: 0.109,
    limit: 0.145,
    known: 5000,
    effect: 1,
  }));
}

const wobbling = (level: number, count: number) =>
  Array.from({ length: count }, (_, day) => level + (day % 2 === 0 ? 0.01 : -0.01));
const rising = (count: number) => Array.from({ length: count }, (_, day) => 0.1 + 0.0007 * (day + 1));

/** The statistic by its definition, from one first batch on. */
function byHand(rates: readonly number[], first: number): number {
  const v = 0.09;
  const rows = rates.map((rate, day) => ({ w: 500 / v, x: Math.max(0, day - first), y: rate - 0.1 }));
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const all = sum(({ w }) => w) + 5000 / v;
  const mean = sum(({ w, x }) => w * x);
  const sxy = sum(({ w, x, y }) => w * x * y) - (mean * sum(({ w, y }) => w * y)) / all;
  return sxy / Math.sqrt(sum(({ w, x }) => w * x * x) - mean ** 2 / all);
}

describe('a slow rise', () => {
  test('is the largest of what each first batch gives', () => {
    const rates = [...wobbling(0.1, 40), ...rising(45)];
    const firsts = Array.from({ length: rates.length - 29 }, (_, first) => byHand(rates, first));

    expect(slowRise(days(rates))).toBeCloseTo(Math.max(...firsts), 8);
    expect(slowRise(days(rates))).toBeGreaterThan(4.5);
  });

  test('is none of few batches, and none where nothing rises', () => {
    expect(slowRise(days(rising(29)))).toBe(0);
    expect(slowRise(days(wobbling(0.1, 120)))).toBeLessThan(1);
    expect(slowRise([])).toBe(0);
  });

  test('is none where the level is off as the reference may be', () => {
    expect(slowRise(days(wobbling(0.104, 120)))).toBeLessThan(2);
  });

  test('is told with its date before the level alone is sure', () => {
    const standings = followErrors(days([...wobbling(0.1, 40), ...rising(60)]), budget);

    const opened = standings.find(({ episode }) => episode)!;
    expect(opened.evidence).toBeLessThan(1);
    expect(opened.episode).toMatchObject({ kind: 'decay', breachDay: expect.any(Number) });
  });
});
