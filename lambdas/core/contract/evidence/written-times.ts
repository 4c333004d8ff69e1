/** What is known of numbers or texts that may be times in another dress. */
export type WrittenTime = 'days' | 'months' | 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds';

/** How people call each, with an example. */
export const writtenTimeInWords: Readonly<Record<WrittenTime, string>> = {
  days: 'days written as numbers (20240105)',
  months: 'months, quarters or weeks (2024-01)',
  seconds: 'seconds since 1970',
  milliseconds: 'milliseconds since 1970',
  microseconds: 'microseconds since 1970',
  nanoseconds: 'nanoseconds since 1970',
};

/** Whether a number is a day of the calendar from 1900 to 2100, written as `20240105`. */
export function isDayNumber(value: number): boolean {
  if (!(value >= 19_000_101 && value <= 21_001_231)) return false;
  const [year, month, day] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether a text is a month, a quarter or a week of a year. */
export function isPeriod(text: string): boolean {
  return /^(?:19|20)\d{2}-?(?:(?:0[1-9]|1[0-2])|Q[1-4]|W[0-5]\d)$/.test(text) && !/^\d+$/.test(text);
}

/** From 2000 to 2040, in seconds. */
const epoch = { from: 946_684_800, to: 2_208_988_800 } as const;

/** More seconds than this are not one table's: twenty years. */
const longestSpan = 20 * 365.25 * 86_400;

const epochUnits: readonly (readonly [WrittenTime, number])[] = [
  ['seconds', 1],
  ['milliseconds', 1e3],
  ['microseconds', 1e6],
  ['nanoseconds', 1e9],
];

/** The unit in which whole numbers are times since 1970, judged by their range; undefined where they are hardly any. */
export function epochUnit(min: number, max: number): WrittenTime | undefined {
  return epochUnits.find(
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
