import { describe, expect, test } from '@jest/globals';
import { judgeRivals } from '../../../bench/years/judge-rivals.ts';
import { judgeYear } from '../../../bench/years/judge-year.ts';
import { renderYears } from '../../../bench/years/render-years.ts';
import { type Course, isQuiet, simulateYear } from '../../../bench/years/simulate-year.ts';

function outcomes(course: Course, labels: number, years: number) {
  const begins = !isQuiet(course);
  return Array.from({ length: years }, (_, n) => judgeYear(simulateYear(course, labels, n), begins));
}

describe('of simulated years a few', () => {
  test('that are quiet hardly ever alarm, where three sigma does in most', () => {
    const years = Array.from({ length: 20 }, (_, n) => simulateYear('quiet', 200, n));

    expect(years.filter((year) => judgeYear(year, false).isFalse).length).toBeLessThanOrEqual(1);
    const sigma = judgeRivals(years, false).find(({ name }) => name.startsWith('three sigma'));
    expect(sigma?.falseYears).toBeGreaterThan(10);
  });

  test('with a step alarm within days', () => {
    const found = outcomes('step', 1000, 10);

    expect(found.every(({ batchesToAlarm = 99 }) => batchesToAlarm <= 6)).toBe(true);
  });

  test('with one bad batch alarm on its day, without a trend, and end the day after', () => {
    const found = outcomes('bad-batch', 200, 10);

    expect(found.map(({ batchesToAlarm, batchesToEnd }) => [batchesToAlarm, batchesToEnd])).toEqual(
      Array(10).fill([1, 1]),
    );
    expect(found.some(({ hasTrend }) => hasTrend)).toBe(false);
  });

  test('make a table', () => {
    const settings = [
      { course: 'bad-batch' as const, labels: 200, outcomes: outcomes('bad-batch', 200, 2), rivals: [] },
    ];

    expect(renderYears(settings)).toContain('| one batch 25 points worse | 200 | 0 % | 1 (1) | 0 % |  | 1 |');
  });
});
