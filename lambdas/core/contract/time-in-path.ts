/** How fine the time in a path is. */
export type TimeUnit = 'day' | 'hour' | 'minute';

/** A time as a path tells it: in UTC, as writers on AWS have it. */
export interface TimeInPath {
  readonly time: Date;
  readonly unit: TimeUnit;
}

/**
 * `2026/11/30/13/`, then perhaps the minute (SageMaker Data Capture), `2026-11-30-13-05-59` (Firehose), `2026-11-30T13:05`; `20261130T1305`;
 * `dt=2026-11-30/hour=13`, `year=2026/month=11/day=30/hour=13`. Each without what is finer than the day.
 */
const times = [
  /(?<!\d)(?<year>20\d\d)(?<separator>[-_/])(?<month>\d\d)\k<separator>(?<day>\d\d)(?:[-_/T ](?<hour>\d\d)(?:[-_:/](?<minute>\d\d))?)?(?!\d)/g,
  /(?<!\d)(?<year>20\d\d)(?<month>\d\d)(?<day>\d\d)(?:[-_T]?(?<hour>\d\d)(?<minute>\d\d)?(?:\d\d)?)?(?!\d)/g,
  /(?<!\d)(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)\/(?:hour|hr|hh|h)=(?<hour>\d\d?)(?!\d)/gi,
  /(?<![a-z])year=(?<year>20\d\d)\/month=(?<month>\d\d?)\/day=(?<day>\d\d?)(?:\/hour=(?<hour>\d\d?))?(?!\d)/gi,
];

/** The last time in the path of an upload, the finest of those that begin together. Undefined where there is none. */
export function timeInPath(path: string): TimeInPath | undefined {
  return times
    .flatMap((pattern) => Array.from(path.matchAll(pattern)))
    .sort((a, b) => b.index - a.index || b[0].length - a[0].length)
    .flatMap(({ groups = {} }) => readTime(groups) ?? [])[0];
}

function readTime({
  year,
  month,
  day,
  hour,
  minute,
}: Readonly<Record<string, string>>): TimeInPath | undefined {
  const [years, months, days] = [Number(year), Number(month), Number(day)];
  const [hours, minutes] = [Number(hour ?? 0), Number(minute ?? 0)];
  const time = new Date(Date.UTC(years, months - 1, days));
  const isDay = time.getUTCMonth() === months - 1 && time.getUTCDate() === days;
  if (!isDay || hours > 23) return undefined;
  const isMinute = minute !== undefined && minutes < 60;
  time.setUTCHours(hours, isMinute ? minutes : 0);
  if (hour === undefined) return { time, unit: 'day' };
  return { time, unit: isMinute ? 'minute' : 'hour' };
}
