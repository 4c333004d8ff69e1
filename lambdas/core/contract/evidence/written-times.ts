import type { WrittenTimes } from '../../block/written-time.ts';

/**
 * How times are written that look like numbers or texts. No reader makes times of `periods`, which are months, quarters or weeks, and
 * none of dates whose format can't be told.
 */
export type TimesInDisguise = WrittenTimes | 'periods' | 'day-or-month-first';

const unitsInWords = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const;

/** How people call them, with an example. */
export function timesInWords(times: TimesInDisguise): string {
  if (times === 'day-or-month-first')
    return 'dates, the day or the month first, which their format would say';
  if (times === 'periods') return 'months, quarters or weeks (2024-01)';
  if (times.unit !== undefined) return `${unitsInWords[times.unit]} since 1970`;
  return times.format === '%Y%m%d'
    ? 'days written as numbers (20240105)'
    : `times written as ${times.format}`;
}

/** Whether a text is a month, a quarter or a week of a year. */
export function isPeriod(text: string): boolean {
  return /^(?:19|20)\d{2}-?(?:(?:0[1-9]|1[0-2])|Q[1-4]|W[0-5]\d)$/.test(text) && !/^\d+$/.test(text);
}

/** From 2000 to 2040, in seconds. */
const epoch = { from: 946_684_800, to: 2_208_988_800 } as const;

/** More seconds than this are not one table's: twenty years. */
const longestSpan = 20 * 365.25 * 86_400;

const perSecond = [
  ['s', 1],
  ['ms', 1e3],
  ['us', 1e6],
  ['ns', 1e9],
] as const;

/** The unit in which whole numbers are times since 1970, judged by their range; undefined where they are hardly any. */
export function epochUnit(min: number, max: number): WrittenTimes['unit'] {
  return perSecond.find(
    ([, unit]) => min >= epoch.from * unit && max <= epoch.to * unit && max - min <= longestSpan * unit,
  )?.[0];
}

/** Names that people give to times: `created_at`, `eventTime`, `ts`, `day`. */
export function isTimeName(name: string): boolean {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return /(?:^|[^a-z])(?:\w*time|\w*stamp|epoch|ts|at|day|date|dt|month|week|period|created|updated|modified|when)(?:$|[^a-z])/.test(
    words,
  );
}

/** Ways to write times that people and programs have besides ISO 8601, by the directives of strftime. */
export const textFormats: readonly string[] = [
  ...['%m/%d/%Y', '%d/%m/%Y', '%d.%m.%Y', '%Y/%m/%d', '%d-%m-%Y', '%m-%d-%Y', '%m/%d/%y', '%d/%m/%y'].flatMap(
    (date) => [
      date,
      `${date} %H:%M`,
      `${date} %H:%M:%S`,
      `${date} %H:%M:%S.%f`,
      `${date} %I:%M %p`,
      `${date} %I:%M:%S %p`,
    ],
  ),
  ...['%d-%b-%Y', '%d-%b-%y', '%d %b %Y', '%b %d, %Y', '%d %B %Y', '%B %d, %Y'].flatMap((date) => [
    date,
    `${date} %H:%M:%S`,
  ]),
  '%a, %d %b %Y %H:%M:%S %z',
  '%a %b %d %H:%M:%S %Y',
  '%d/%b/%Y:%H:%M:%S %z',
];
