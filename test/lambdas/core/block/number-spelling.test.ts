import { describe, expect, test } from '@jest/globals';
import { type NumberSpelling, numberParser } from '../../../../lambdas/core/block/number-spelling.ts';

const german: NumberSpelling = { decimal: ',', thousands: '.' };

describe('numbers as they are written', () => {
  test.each<[NumberSpelling, string, number | undefined]>([
    [german, '1.234,5', 1234.5],
    [german, '-1.234.567', -1_234_567],
    [german, '1234,5', 1234.5],
    [german, ',5', 0.5],
    [german, '1,5e3', 1500],
    [german, '1.5', undefined],
    [german, '1.23.456', 123_456],
    [german, '1.234,5,6', undefined],
    [german, '', undefined],
    [german, ',', undefined],
    [{ decimal: ',' }, '5', 5],
    [{ decimal: ',' }, '5.0', undefined],
    [{ thousands: ',' }, '12,34,567.25', 1_234_567.25],
    [{ thousands: ',' }, '1,5', undefined],
    [{ thousands: ' ' }, '1\u202f234\u00a0567 890', 1_234_567_890],
    [{ thousands: "'" }, '1’234.5', 1234.5],
    [{ thousands: ',' }, '1,000e400', undefined],
    [{}, '.5', 0.5],
  ])('by %j "%s" is %p', (spelling, text, expected) => {
    expect(numberParser(spelling)(text)).toBe(expected);
  });
});
