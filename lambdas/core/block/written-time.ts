import { parseNumber } from './cell-grammar.ts';
import { timeFormatParser } from './time-format.ts';

/** Units of times since 1970. */
export const epochUnits = ['s', 'ms', 'us', 'ns'] as const;

/** How a column of times is written, where not as ISO 8601. */
export interface WrittenTimes {
  /** Numbers since 1970. */
  readonly unit?: (typeof epochUnits)[number] | undefined;
  /** Texts by a format of strftime; numbers by their digits. */
  readonly format?: string | undefined;
}

const perMillisecond: Readonly<Record<(typeof epochUnits)[number], number>> = {
  s: 1e-3,
  ms: 1,
  us: 1e3,
  ns: 1e6,
};

/** Milliseconds from 1970 to the ends of time in JavaScript. */
const farthest = 8.64e15;

/** What reads a cell as a time, in milliseconds since 1970 UTC; undefined where it is none. */
export type ReadTime = (cell: string | number) => number | undefined;

/** @returns undefined where times are written as ISO 8601 */
export function writtenTimeReader({ unit, format }: WrittenTimes): ReadTime | undefined {
  if (format !== undefined) {
    const parse = timeFormatParser(format);
    // Where a cell is missing, pandas writes the whole numbers of a column as 20240105.0.
    const isOfDigits = /^(?:%[YmdHMS])+$/.test(format);
    return (cell) => parse(isOfDigits ? String(cell).replace(/\.0+$/, '') : String(cell));
  }
  if (unit === undefined) return undefined;
  const scale = perMillisecond[unit];
  return (cell) => {
    const number = typeof cell === 'number' ? cell : parseNumber(cell);
    const time = number === undefined ? Number.NaN : Math.floor(number / scale);
    return Math.abs(time) <= farthest ? time : undefined;
  };
}
