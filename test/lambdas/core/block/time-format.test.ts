import { describe, expect, test } from '@jest/globals';
import { timeFormatParser, timeFormatProblem } from '../../../../lambdas/core/block/time-format.ts';
import { writtenTimeReader } from '../../../../lambdas/core/block/written-time.ts';

const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

describe('a time by a format', () => {
  test.each<[string, string, string | undefined]>([
    ['%m/%d/%Y', '1/5/2024', '2024-01-05T00:00:00.000Z'],
    ['%d/%m/%Y', '01/05/2024', '2024-05-01T00:00:00.000Z'],
    ['%m/%d/%Y', '13/05/2024', undefined],
    ['%d.%m.%Y', '30.02.2024', undefined],
    ['%d.%m.%Y %H:%M', '29.02.2024 23:59', '2024-02-29T23:59:00.000Z'],
    ['%d.%m.%Y %H:%M', '29.02.2024 24:00', undefined],
    ['%m/%d/%Y %I:%M:%S %p', '12/31/2023 12:00:05 AM', '2023-12-31T00:00:05.000Z'],
    ['%m/%d/%Y %I:%M %p', '12/31/2023 01:30 pm', '2023-12-31T13:30:00.000Z'],
    ['%m/%d/%Y %I:%M %p', '12/31/2023 13:30 pm', undefined],
    ['%Y%m%d', '20240105', '2024-01-05T00:00:00.000Z'],
    ['%Y%m%d', '2024015', undefined],
    ['%Y%m%d%H%M%S', '20240105101500', '2024-01-05T10:15:00.000Z'],
    ['%Y-%m', '2024-03', '2024-03-01T00:00:00.000Z'],
    ['%d-%b-%y', '05-Jan-24', '2024-01-05T00:00:00.000Z'],
    ['%d-%b-%y', '05-jan-69', '1969-01-05T00:00:00.000Z'],
    ['%d %B %Y', '5 March 2024', '2024-03-05T00:00:00.000Z'],
    ['%Y/%m/%d %H:%M:%S.%f', '2024/01/05 10:15:00.123456', '2024-01-05T10:15:00.123Z'],
    ['%d/%b/%Y:%H:%M:%S %z', '10/Oct/2000:13:55:36 -0700', '2000-10-10T20:55:36.000Z'],
    ['%a, %d %b %Y %H:%M:%S %z', 'Fri, 05 Jan 2024 10:15:00 GMT', '2024-01-05T10:15:00.000Z'],
    ['%d.%m.%Y', '05x01x2024', undefined],
    ['100%Y', '1002024', '2024-01-01T00:00:00.000Z'],
  ])('%s reads "%s" as %p', (format, text, expected) => {
    expect(iso(timeFormatParser(format)(text))).toBe(expected);
  });

  test.each([
    ['%d.%m', /a year/],
    ['%Y-%q', /directives among %Y/],
    ['%Y %', /directives among/],
    ['%Y %y', /each part of a time once/],
    ['%H %I %Y', /once/],
  ])('of the format %s says what is wrong', (format, problem) => {
    expect(timeFormatProblem(format)).toMatch(problem);
  });
});

describe('a time since 1970', () => {
  test.each([
    ['s', 1_704_449_700, 1_704_449_700_000],
    ['s', '1704449700.25', 1_704_449_700_250],
    ['ms', '-1', -1],
    ['us', 1_704_449_700_123_456, 1_704_449_700_123],
    ['ns', '1704449700123456789', 1_704_449_700_123],
    ['s', '8640000000001', undefined],
    ['s', 'x', undefined],
  ] as const)('in %s reads %p as %p', (unit, cell, expected) => {
    expect(writtenTimeReader({ unit })?.(cell)).toBe(expected);
  });
});
