import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTimestamp } from '../../../lambdas/core/block/cell-grammar.ts';
import { decodeTimestamp } from '../../../lambdas/readers/decode-timestamp.ts';

const twoDigits = (maximum: number) =>
  fc.integer({ min: 0, max: maximum }).map((n) => String(n).padStart(2, '0'));
const year = fc.oneof(
  fc.integer({ min: 0, max: 9999 }),
  fc.integer({ min: 1896, max: 2104 }),
  fc.constantFrom(0, 1, 4, 99, 100, 400, 1600, 1900, 2000, 2100),
);
const date = fc
  .tuple(year, twoDigits(13), fc.oneof(twoDigits(32), fc.constantFrom('28', '29', '30', '31')))
  .map(([y, month, day]) => `${String(y).padStart(4, '0')}-${month}-${day}`);
const time = fc.tuple(twoDigits(24), twoDigits(60), twoDigits(60)).map((parts) => parts.join(':'));
const end = fc.constantFrom(
  ...['', 'Z', '.5', '.123456789', '.25Z', '+01:00', '-0330', '+24:00', 'z', ' '],
  ...['+02', '-03', ' UTC', ' +0000', '.123456789 +00:00', ',5', 'UTC', ' Z', '+2'],
);
const extended = fc
  .tuple(date, fc.constantFrom('T', ' ', 't', '_'), time, end)
  .map((parts) => parts.join(''));
const basic = fc
  .tuple(date, fc.constantFrom('T', 't', ' '), time, end)
  .map(([day, separator, clock, rest]) => `${day}${separator}${clock}`.replace(/[-:]/g, '') + rest);
const timestamps = fc.oneof(extended, basic, fc.constant('20241231T240000Z'));

/** One character of a timestamp made another. */
const damaged = fc
  .tuple(timestamps, fc.nat(34), fc.constantFrom(...'0129-:T Z.+/é'))
  .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));

function decode(text: string): number | undefined {
  const bytes = new TextEncoder().encode(`0${text}0`);
  const into = Float64Array.of(Number.NaN);
  return decodeTimestamp(bytes, 1, bytes.length - 1, into, 0) ? into[0] : undefined;
}

test('decodeTimestamp gives what the grammar of cells gives', () => {
  fc.assert(
    fc.property(fc.oneof(date, timestamps, damaged), (text) => {
      expect(decode(text)).toBe(parseTimestamp(text));
    }),
    { numRuns: 30_000, seed: 3 },
  );
});

test.each([
  '2024-02-29',
  '2023-02-29',
  '1900-02-29',
  '0000-02-29 00:00:00',
  '1969-12-31T23:59:59Z',
  '2024-03-01T00:15',
  '20240301T001500.125',
])('decodeTimestamp reads %s as the grammar does', (text) => {
  expect(decode(text)).toBe(parseTimestamp(text));
});
