/** Times by a format of strftime, as Python and R write it. */
export type TimeParser = (text: string) => number | undefined;

type Part =
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'offset'
  | 'weekday';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const two = '([0-9]{1,2})';

/** What each directive stands for; numbers of two digits may lack their zero where a sign stands behind them. */
const directives: ReadonlyMap<string, { readonly part: Part; readonly pattern: string }> = new Map([
  ['Y', { part: 'year', pattern: '([0-9]{4})' }],
  ['y', { part: 'year', pattern: '([0-9]{2})' }],
  ['m', { part: 'month', pattern: two }],
  ['b', { part: 'month', pattern: `(${months.join('|')})` }],
  ['B', { part: 'month', pattern: `((?:${months.join('|')})[a-z]*)` }],
  ['d', { part: 'day', pattern: two }],
  ['H', { part: 'hour', pattern: two }],
  ['I', { part: 'hour', pattern: two }],
  ['M', { part: 'minute', pattern: two }],
  ['S', { part: 'second', pattern: two }],
  ['f', { part: 'fraction', pattern: '([0-9]{1,9})' }],
  ['p', { part: 'half', pattern: '([ap]\\.?m\\.?)' }],
  ['z', { part: 'offset', pattern: '(z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})' }],
  ['a', { part: 'weekday', pattern: '((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)' }],
]);

/** What is wrong with a format, or undefined. */
export function timeFormatProblem(format: string): string | undefined {
  const parts = partsOf(format);
  if (parts === undefined)
    return `directives among ${[...directives.keys()].map((key) => `%${key}`).join(', ')}`;
  if (!parts.includes('year')) return 'a year, %Y or %y';
  return new Set(parts).size === parts.length ? undefined : 'each part of a time once';
}

function partsOf(format: string): readonly Part[] | undefined {
  const found = [...format.matchAll(/%(.?)/gs)].map(([, key = '']) => directives.get(key)?.part);
  return found.every((part) => part !== undefined) ? found : undefined;
}

/**
 * What reads times that are written by a format: without an offset they are UTC; a month or day that is not written is the first; of two
 * digits a year is one from 1969 to 2068. Days that the calendar does not have are refused, not moved.
 *
 * @param format  one without a {@link timeFormatProblem}
 * @returns milliseconds since 1970 UTC, or undefined when the text is no such time
 */
export function timeFormatParser(format: string): TimeParser {
  const parts = partsOf(format) ?? [];
  const pattern = new RegExp(`^${patternOf(format)}$`, 'i');
  return (text) => {
    const match = pattern.exec(text);
    if (!match) return undefined;
    return timeOf(new Map(parts.map((part, index) => [part, (match[index + 1] ?? '').toLowerCase()])));
  };
}

function patternOf(format: string): string {
  return format.replace(/%(.)|[^%]/gs, (found: string, key: string | undefined, at: number) => {
    if (key === undefined) return found.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const { pattern = '' } = directives.get(key) ?? {};
    const isBesideDigits = format[at + 2] === '%' || format[at - 2] === '%';
    return pattern === two && isBesideDigits ? '([0-9]{2})' : pattern;
  });
}

function timeOf(parts: ReadonlyMap<Part, string>): number | undefined {
  const number = (part: Part, otherwise: number) => Number(parts.get(part) ?? otherwise);
  const [year, month, day] = [yearOf(parts.get('year') ?? ''), monthOf(parts.get('month')), number('day', 1)];
  const hour = hourOf(number('hour', 0), parts.get('half'));
  const [minute, second] = [number('minute', 0), number('second', 0)];
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const milliseconds = Number((parts.get('fraction') ?? '').slice(0, 3).padEnd(3, '0'));
  return (
    date.setUTCHours(hour, minute, second, milliseconds) - offsetMinutes(parts.get('offset') ?? '') * 60_000
  );
}

function yearOf(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

function monthOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const named = months.indexOf(text.slice(0, 3));
  return named < 0 ? Number(text) : named + 1;
}

/** @returns undefined for an hour that no half of a day has */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.startsWith('p') ? 12 : 0);
}

function offsetMinutes(text: string): number {
  if (!/^[+-]/.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}
