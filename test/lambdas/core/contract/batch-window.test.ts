import { describe, expect, test } from '@jest/globals';
import { batchSchema } from '../../../../lambdas/core/contract/batch-rules.ts';
import { batchWindow, quietMs } from '../../../../lambdas/core/contract/batch-window.ts';

const receivedAt = new Date('2026-12-01T07:34:56Z');
const windowOf = (rules: object, path: string) =>
  batchWindow(batchSchema.parse(rules), { path, receivedAt })?.name;

describe('the window of a file', () => {
  test.each([
    ['1h', 'churn/AllTraffic/2026/11/30/13/05-12-562-1a2b.jsonl', '2026-11-30T13-00Z-1h'],
    ['1h', 'clicks-1-2026-11-30-13-05-59-1a2b-3c4d', '2026-11-30T13-00Z-1h'],
    ['6h', 'dt=2026-11-30/hour=13/a.json', '2026-11-30T12-00Z-6h'],
    ['1h', 'year=2026/month=11/day=30/hour=7/a.json', '2026-11-30T07-00Z-1h'],
    ['15m', 'clicks-1-2026-11-30-13-35-59-1a2b', '2026-11-30T13-30Z-15m'],
    ['15m', '2026/11/30/13/35-12-562-1a2b.jsonl', '2026-11-30T13-30Z-15m'],
    ['1d', '2026/11/30/13/a.jsonl', '2026-11-30T00-00Z-1d'],
    ['1d', 'dt=2026-11-30/a.csv', '2026-11-30T00-00Z-1d'],
    ['1h', '20261130T134500.csv', '2026-11-30T13-00Z-1h'],
    // What the key does not tell as finely, or at all, the arrival does.
    ['1h', 'dt=2026-11-30/a.csv', '2026-12-01T07-00Z-1h'],
    ['15m', 'dt=2026-11-30/hour=13/a.json', '2026-12-01T07-30Z-15m'],
    ['1h', '2026/13/30/13/a.jsonl', '2026-12-01T07-00Z-1h'],
    ['1h', '2026/11/30/24/a.jsonl', '2026-12-01T07-00Z-1h'],
    ['1h', 'a.jsonl', '2026-12-01T07-00Z-1h'],
  ])('of %s is that of %s', (window, path, expected) => {
    expect(windowOf({ window }, path)).toBe(expected);
  });

  test('is that of its arrival where the contract says so', () => {
    const rules = { window: '1h', windowOf: 'arrival' };

    expect(windowOf(rules, '2026/11/30/13/a.jsonl')).toBe('2026-12-01T07-00Z-1h');
  });

  test('is its folder where that is closed by time, and none in the model’s own', () => {
    expect(windowOf({ close: '10m' }, 'a/b/c.csv')).toBe('a/b');
    expect(windowOf({ close: '10m' }, 'c.csv')).toBeUndefined();
    expect(windowOf({ close: 'manifest' }, 'a/c.csv')).toBeUndefined();
    expect(windowOf({}, 'a/c.csv')).toBeUndefined();
  });
});

test('a window waits for a quarter of an hour, or for as long as the contract says', () => {
  expect(quietMs(batchSchema.parse({ window: '1h' }))).toBe(15 * 60_000);
  expect(quietMs(batchSchema.parse({ window: '1h', close: '2h' }))).toBe(120 * 60_000);
});

test.each([
  [{ window: '7h' }, /divides a day/],
  [{ window: '1m' }, /divides a day/],
  [{ window: '2d' }, /divides a day/],
  [{ close: 'never' }, /manifest, or a length of time/],
  [{ window: '1h', close: 'manifest' }, /together with window/],
])('%j is no rule', (rules, message) => {
  expect(batchSchema.safeParse(rules).error?.message).toMatch(message);
});
