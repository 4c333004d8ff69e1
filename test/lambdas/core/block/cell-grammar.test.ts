import { describe, expect, test } from '@jest/globals';
import { parseTimestamp } from '../../../../lambdas/core/block/cell-grammar.ts';

function read(text: string): string | undefined {
  const time = parseTimestamp(text);
  return time === undefined ? undefined : new Date(time).toISOString();
}

describe('a timestamp', () => {
  // What PostgreSQL, BigQuery, Snowflake and RFC 3339 write was refused as no ISO 8601: whole batches, each row of them.
  // One expression knew one spelling of offsets, and neither the basic form nor the end of a day.
  test.each([
    ['2020-12-31 21:25:58.745232+02', '2020-12-31T19:25:58.745Z'],
    ['2020-12-31 21:25:58-03', '2021-01-01T00:25:58.000Z'],
    ['2026-01-01 00:00:00+00', '2026-01-01T00:00:00.000Z'],
    ['2015-05-20 21:34:02 UTC', '2015-05-20T21:34:02.000Z'],
    ['2015-05-20 21:34:02.123456 UTC', '2015-05-20T21:34:02.123Z'],
    ['2020-12-31t21:25:58z', '2020-12-31T21:25:58.000Z'],
    ['2020-12-31T24:00:00Z', '2021-01-01T00:00:00.000Z'],
    ['2020-12-31T24:00', '2021-01-01T00:00:00.000Z'],
    ['20201231T212558Z', '2020-12-31T21:25:58.000Z'],
    ['20201231T2125', '2020-12-31T21:25:00.000Z'],
    ['20201231T212558.5+0130', '2020-12-31T19:55:58.500Z'],
    ['2020-12-31 21:25:58 +0000', '2020-12-31T21:25:58.000Z'],
    ['2020-12-31 21:25:58,250', '2020-12-31T21:25:58.250Z'],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    '20201231',
    '20201231 212558',
    '2020-12-31T24:00:01',
    '2020-12-31T24:00:00.1',
    '2020-12-31T25:00:00',
    '20200230T000000Z',
    '2020-12-31 21:25:58+2',
    '2020-12-31 21:25:58+24',
    '2020-12-31 21:25:58  UTC',
    '2020-12-31 UTC',
    '1609449958',
    '31/12/2020',
  ])('%s is none', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
