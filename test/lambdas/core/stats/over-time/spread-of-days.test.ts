import { describe, expect, test } from '@jest/globals';
import { designEffect, spreadOfDays } from '../../../../../lambdas/core/stats/over-time/spread-of-days.ts';

describe('the spread of days', () => {
  test('is what the variance of rates has beyond chance, over r (1 - r)', () => {
    const wrong = [10, 30, 20, 40, 25];
    const rates = wrong.map((k) => k / 100);
    const r = 0.25;
    const variance = rates.reduce((sum, rate) => sum + (rate - r) ** 2, 0) / 4;

    const rho = spreadOfDays(wrong.map((k) => ({ labelled: 100, wrong: k })));

    expect(rho).toBeCloseTo((variance - (r * (1 - r)) / 100) / (r * (1 - r)), 12);
  });

  test('is 0 where days differ by less than chance, and where there is nothing to tell it by', () => {
    const alike = Array.from({ length: 30 }, () => ({ labelled: 100, wrong: 10 }));

    expect(spreadOfDays(alike)).toBe(0);
    expect(spreadOfDays([{ labelled: 100, wrong: 10 }])).toBe(0);
    expect(spreadOfDays(alike.map(({ labelled }) => ({ labelled, wrong: 0 })))).toBe(0);
    expect(spreadOfDays([])).toBe(0);
  });

  test('is 1 where all rows of a batch have the same outcome', () => {
    const days = [0, 100, 0, 100, 0, 100].map((wrong) => ({ labelled: 100, wrong }));

    expect(spreadOfDays(days)).toBe(1);
    expect(designEffect(100, 1)).toBe(100);
  });

  test('leaves a batch of one row alone', () => {
    expect(designEffect(1, 0.5)).toBe(1);
    expect(designEffect(101, 0.01)).toBe(2);
  });
});
