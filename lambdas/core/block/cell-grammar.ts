/**
 * What a text must look like to be a number: digits with an optional sign, fraction and exponent; `.5` and `5.` are some. No
 * blanks, no thousands separators, no hexadecimal, no `Infinity`.
 */
const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

const INFINITE = /^[+-]?inf(?:inity)?$/i;

/** `Z`, `+01`, `+0100`, `+01:00`; ` UTC` as BigQuery writes it, ` +0000` as Snowflake does. */
const OFFSET = '[Zz]| ?(?:UTC|[+-][0-9]{2}(?::?[0-9]{2})?)';

const FRACTION = '(?:[.,]([0-9]{1,9}))?';

const TIMESTAMP = new RegExp(
  `^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})${FRACTION})?(${OFFSET})?)?$`,
);

/** ISO 8601's basic form, which must have a time: a date alone is a number. */
const BASIC_TIMESTAMP = new RegExp(
  `^([0-9]{4})([0-9]{2})([0-9]{2})[Tt]([0-9]{2})([0-9]{2})(?:([0-9]{2})${FRACTION})?(${OFFSET})?$`,
);

/** @returns the double nearest to the text, or undefined when the text is no finite number */
export function parseNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** @returns the whole number that a text is, however it is written (`5.0` and `1e3` are some), or undefined when it is none */
export function parseInteger(text: string): number | undefined {
  const value = parseNumber(text);
  return Number.isInteger(value) ? value : undefined;
}

/** Whether the text spells an infinity, or a number too large for a double. */
export function isInfinite(text: string): boolean {
  return INFINITE.test(text) || (NUMBER.test(text) && !Number.isFinite(Number(text)));
}

/** Spellings of booleans; pandas writes them with a capital, spreadsheets in capitals. */
export const defaultBooleans = {
  true: ['true', 'True', 'TRUE'],
  false: ['false', 'False', 'FALSE'],
} as const;

/** How booleans are spelled in text. */
export interface BooleanSpellings {
  readonly true: readonly string[];
  readonly false: readonly string[];
}

/** @returns `true` or `false` as text, or undefined */
export function parseBoolean(
  text: string,
  spellings: BooleanSpellings = defaultBooleans,
): 'true' | 'false' | undefined {
  if (spellings.true.includes(text)) return 'true';
  return spellings.false.includes(text) ? 'false' : undefined;
}

/** How programs write into lists what JSON has no number for. */
const NO_NUMBER = /^[ \t\r\n]*(?:NaN|-?Infinity)[ \t\r\n]*$/;

const JSON_NUMBER = /^[ \t\r\n]*-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?[ \t\r\n]*$/;

/** @returns the numbers of a JSON list of numbers, or undefined when the text is none, or a number is too large for a double */
export function parseVector(text: string): readonly number[] | undefined {
  const numbers = listedNumbers(text);
  return numbers?.every((value) => Number.isFinite(value)) ? numbers : undefined;
}

/** Whether the text is a JSON list of numbers, one of them not finite: too large for a double, or `NaN` or `Infinity`. */
export function isInfiniteVector(text: string): boolean {
  return listedNumbers(text)?.some((value) => !Number.isFinite(value)) ?? false;
}

function listedNumbers(text: string): readonly number[] | undefined {
  const list = text.trim();
  if (!list.startsWith('[') || !list.endsWith(']')) return undefined;
  const inner = list.slice(1, -1);
  if (inner.trim() === '') return [];
  const parts = inner.split(',');
  return parts.every((part) => JSON_NUMBER.test(part) || NO_NUMBER.test(part))
    ? parts.map(Number)
    : undefined;
}

/**
 * ISO 8601: a date, or a date and a time with `T` or a blank between; without an offset it is UTC. Times may be written
 * without dashes and colons (`20240304T101500Z`). `24:00:00` is the midnight that ends the day. Days that the calendar does not
 * have are refused, not moved.
 *
 * @returns milliseconds since 1970 UTC, or undefined when the text is no timestamp
 */
export function parseTimestamp(text: string): number | undefined {
  const match = TIMESTAMP.exec(text) ?? BASIC_TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] = match;
  if (Number(minute) > 59 || Number(second) > 59) return undefined;
  const isEndOfDay = hour === '24' && Number(minute) + Number(second) + Number(fraction) === 0;
  if (Number(hour) > 23 && !isEndOfDay) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const utc = date.setUTCHours(Number(hour), Number(minute), Number(second), milliseconds);
  const shift = offsetMinutes(offset.trimStart());
  return shift === undefined ? undefined : utc - shift * 60_000;
}

/** @param offset  `Z`, `UTC`, or a sign, hours and perhaps minutes */
function offsetMinutes(offset: string): number | undefined {
  if (/^[A-Za-z]/.test(offset)) return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
