import { dateInPath } from './date-in-path.ts';
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
