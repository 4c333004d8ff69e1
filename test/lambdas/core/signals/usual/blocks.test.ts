import { describe, expect, test } from '@jest/globals';
import { contractSchema } from '../../../../../lambdas/core/contract/contract.ts';
import { findBlocks, mostBlocks } from '../../../../../lambdas/core/signals/usual/blocks.ts';
import { stretchOf } from '../../../../../lambdas/core/signals/usual/stretches.ts';
import { buildSample } from '../../../../support/build-sample.ts';

const dayMs = 86_400_000;
const monday = Date.parse('2026-11-02');
const columns = [{ name: 'at', kind: 'timestamp', role: 'timestamp' }];

/** Rows of days that many days after a Monday. */
function blocksOf(rowsOfDays: readonly (readonly [day: number, rows: number])[], reference?: object) {
  const finder = findBlocks(
    contractSchema.parse({ schemaVersion: 1, columns, ...(reference && { reference }) }),
  );
  const times = rowsOfDays.flatMap(([day, rows]) =>
    Array.from({ length: rows }, (_, row) => monday + day * dayMs + 1000 * row),
  );
  finder.add(buildSample([times]), new Uint8Array(times.length));
  return finder.blocks();
}

const everyDay = (days: number, rows: number) =>
  Array.from({ length: days }, (_, day): [number, number] => [day, rows]);

describe('a reference is cut into', () => {
  test.each<[string, readonly [number, number][], string, number]>([
    ['days where they have rows enough', everyDay(10, 50), 'day', 10],
    ['weeks where days have not', everyDay(70, 49), 'week', 10],
    ['weeks where there are too few days of rows enough', [...everyDay(60, 10), [70, 50]], 'week', 9],
    ['months where weeks have not', everyDay(365, 2), 'month', 12],
    ['a hundred or so of more days', everyDay(400, 50), 'day', mostBlocks],
  ])('%s', (_, rows, unit, blocks) => {
    const found = blocksOf(rows);

    if (blocks < 10) expect(found).toHaveProperty('reason');
    else
      expect(found).toMatchObject({ unit, times: { column: 0, stretches: unit }, blockOf: { size: blocks } });
  });

  test('what the contract names', () => {
    expect(blocksOf(everyDay(100, 50), { blocks: 'week' })).toMatchObject({ unit: 'week' });
    expect(blocksOf(everyDay(100, 50), { blocks: 'none' })).toEqual({ reason: 'the contract asks for none' });
  });

  test('weeks where most rows are of small days, and days where one is large', () => {
    expect(blocksOf([...everyDay(10, 50), [11, 100_000]])).toMatchObject({ unit: 'day' });
    expect(
      blocksOf([...everyDay(10, 50), ...everyDay(100, 8).map(([day, n]): [number, number] => [20 + day, n])]),
    ).toMatchObject({
      unit: 'week',
    });
  });

  test('nothing without times, of one day, or of times all over the place', () => {
    expect(blocksOf([])).toEqual({ reason: 'the reference has no times' });
    expect(blocksOf(everyDay(1, 5000))).toEqual({
      reason: 'the times of the reference make fewer than 10 days, weeks, months of 50 rows',
    });
    expect(blocksOf(everyDay(30_000, 1))).toEqual({ reason: 'the times of the reference are too scattered' });
  });
});

test('weeks begin on Monday, before 1970 too, and months are those of the calendar', () => {
  expect(stretchOf(monday - 1, 'week')).toBe(stretchOf(monday, 'week') - 1);
  expect(stretchOf(monday + 7 * dayMs - 1, 'week')).toBe(stretchOf(monday, 'week'));
  expect(stretchOf(Date.parse('1969-12-28T23:59:59Z'), 'week')).toBe(
    stretchOf(Date.parse('1969-12-29'), 'week') - 1,
  );
  expect(stretchOf(Date.parse('2026-03-01'), 'month') - stretchOf(Date.parse('2026-02-28'), 'month')).toBe(1);
});
