import { dateInPath } from './date-in-path.ts';
import type { ReferenceRules } from './reference-rules.ts';
import { months, parseSeason, type Season, type SeasonKind, weekdays } from './seasons.ts';

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
  if (!date) return undefined;
  if (kind === 'month') return months[date.month - 1];
  if (date.day === undefined) return undefined;
  // Sunday is 0 there and last here.
  return weekdays[(new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() + 6) % 7];
}

function seasonAt(kind: SeasonKind, instant: Date, timeZone: string): Season | undefined {
  return parseSeason(kind, new Intl.DateTimeFormat('en-GB', { [kind]: 'long', timeZone }).format(instant));
}
