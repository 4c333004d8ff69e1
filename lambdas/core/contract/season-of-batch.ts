import type { ReferenceRules } from './reference-rules.ts';
import { parseSeason, type Season, type SeasonKind } from './seasons.ts';

/** What is known of a batch before a row of it is read. */
export interface BatchArrival {
  /** Path below the model. */
  readonly path: string;
  readonly receivedAt: Date;
}

/**
 * The month or day of the week that a batch is of, known before a row of it is read: bins must be. The date in its key says
 * it, else its arrival in the contract's time zone.
 *
 * @returns undefined where the contract chooses no reference by season
 */
export function seasonOfBatch(
  { season, seasonOf, timeZone }: ReferenceRules,
  { path, receivedAt }: BatchArrival,
): Season | undefined {
  if (season === undefined) return undefined;
  return (
    (seasonOf === 'key' ? seasonInPath(season, path) : undefined) ?? seasonAt(season, receivedAt, timeZone)
  );
}

function seasonInPath(kind: SeasonKind, path: string): Season | undefined {
  const date = dateInPath(path);
  if (!date || (kind === 'weekday' && date.day === undefined)) return undefined;
  const { year, month, day = 1 } = date;
  return seasonAt(kind, new Date(Date.UTC(year, month - 1, day)), 'UTC');
}

function seasonAt(kind: SeasonKind, instant: Date, timeZone: string): Season | undefined {
  return parseSeason(kind, new Intl.DateTimeFormat('en-GB', { [kind]: 'long', timeZone }).format(instant));
}

/** A date as a key tells it; of some only the month is told. */
export interface DateInPath {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31, a day that the month has. */
  readonly day?: number;
}

/**
 * `2026-11-22`, `2026_11_22`, `2026/11/22` and each without its day; `20261122`; `year=2026/month=11/day=22`, the day optional.
 * Years from 1900 to 2099: other digits are more likely to be something else.
 */
const dates = [
  /(?<!\d)(?<year>(?:19|20)\d\d)(?<separator>[-_/])(?<month>\d\d)(?:\k<separator>(?<day>\d\d))?(?!\d)/g,
  /(?<!\d)(?<year>(?:19|20)\d\d)(?<month>\d\d)(?<day>\d\d)(?!\d)/g,
  /(?<![a-z])year=(?<year>(?:19|20)\d\d)\/month=(?<month>\d\d?)(?:\/day=(?<day>\d\d?))?(?!\d)/gi,
];

/** The last date in the path of an upload: what stands nearest to the file says most about it. Undefined without any. */
export function dateInPath(path: string): DateInPath | undefined {
  return dates
    .flatMap((pattern) => Array.from(path.matchAll(pattern)))
    .sort((a, b) => b.index - a.index)
    .flatMap(({ groups = {} }) => readDate(groups) ?? [])[0];
}

function readDate({ year, month, day }: Readonly<Record<string, string>>): DateInPath | undefined {
  const date = {
    year: Number(year),
    month: Number(month),
    ...(day === undefined ? {} : { day: Number(day) }),
  };
  const read = new Date(Date.UTC(date.year, date.month - 1, date.day ?? 1));
  const isReal = read.getUTCMonth() === date.month - 1 && read.getUTCDate() === (date.day ?? 1);
  return isReal ? date : undefined;
}
