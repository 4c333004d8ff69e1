import { parseTimestamp } from '../core/block/cell-grammar.ts';

const DASH = 45;
const COLON = 58;
const BLANK = 32;
const UPPER_T = 84;
const UPPER_Z = 90;

const DAY_MS = 86_400_000;

/** Longer texts are no timestamps: date, time, nine decimals, a blank and an offset are 36. */
const MAXIMUM_LENGTH = 36;

/** Days before each month in a year that begins in March, so that the leap day is the last. */
const DAYS_BEFORE = Int32Array.of(306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275);
const DAYS_IN_MONTH = Int32Array.of(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/**
 * Milliseconds since 1970 UTC of an ISO 8601 timestamp in ASCII, as the timestamp grammar of the cells reads it. The forms
 * `YYYY-MM-DD` and `YYYY-MM-DD[T ]HH:MM:SS[Z]` are read from the bytes, the others by the grammar itself.
 *
 * @param into  receives the time at `row`
 * @returns whether the text is a timestamp; what `into` holds otherwise is undefined
 */
export function decodeTimestamp(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Float64Array,
  row: number,
): boolean {
  const length = to - from;
  if (length < 10 || length > MAXIMUM_LENGTH) return false;
  const timed = length === 19 || (length === 20 && bytes[from + 19] === UPPER_Z);
  if (!timed && length !== 10) return decodeText(bytes, from, to, into, row);
  const days = daysOf(bytes, from);
  // The basic form, 20240304T101500.123, can be as long.
  if (days === NO_NUMBER) return timed && decodeText(bytes, from, to, into, row);
  if (!timed) {
    into[row] = days * DAY_MS;
    return true;
  }
  const separator = bytes[from + 10];
  if (separator !== UPPER_T && separator !== BLANK) return decodeText(bytes, from, to, into, row);
  const seconds = secondsOf(bytes, from + 11);
  if (seconds === NO_NUMBER) return decodeText(bytes, from, to, into, row);
  into[row] = days * DAY_MS + seconds * 1000;
  return true;
}

/** Far from every day, second and pair of digits that a timestamp has. */
const NO_NUMBER = -2_000_000_000;

/** Days since 1970 of `YYYY-MM-DD` (Hinnant, chrono-compatible low-level date algorithms). */
function daysOf(bytes: Uint8Array, at: number): number {
  const year = pair(bytes, at) * 100 + pair(bytes, at + 2);
  const month = pair(bytes, at + 5);
  const day = pair(bytes, at + 8);
  if (year < 0 || month < 1 || month > 12 || day < 1) return NO_NUMBER;
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return NO_NUMBER;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > DAYS_IN_MONTH[month - 1]! + leap) return NO_NUMBER;
  const marchYear = month < 3 ? year - 1 : year;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + DAYS_BEFORE[month - 1]! + day - 1 - 719_468;
}

function secondsOf(bytes: Uint8Array, at: number): number {
  const hour = pair(bytes, at);
  const minute = pair(bytes, at + 3);
  const second = pair(bytes, at + 6);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NO_NUMBER;
  if (bytes[at + 2] !== COLON || bytes[at + 5] !== COLON) return NO_NUMBER;
  return hour * 3600 + minute * 60 + second;
}

/** Two digits as a number; negative when one of them is none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1_000_000 : tens * 10 + ones;
}

function decodeText(bytes: Uint8Array, from: number, to: number, into: Float64Array, row: number): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  const time = parseTimestamp(view.toString('latin1'));
  if (time === undefined) return false;
  into[row] = time;
  return true;
}
