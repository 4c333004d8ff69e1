import { isAtLeast, type Severity } from '../../severities.ts';
import type { AlertRules } from '../contract/alert-rules.ts';

/**
 * Why an alert of a severity is not told at a moment: `muted` is not told at all, `quiet` is owed.
 *
 * @returns undefined where it may be told
 */
export function silenceAt(now: Date, severity: Severity, rules: AlertRules): 'muted' | 'quiet' | undefined {
  const { quietHours } = rules;
  if (mutedUntil(now, rules) !== undefined) return 'muted';
  if (!quietHours || isAtLeast(severity, quietHours.except)) return undefined;
  const { from, to, timeZone } = quietHours;
  const time = timeOfDay(now, timeZone);
  const isQuiet = from < to ? from <= time && time < to : from <= time || time < to;
  return isQuiet ? 'quiet' : undefined;
}

/** Until when nothing is told, as the contract writes it; undefined where that is over, or was never said. */
export function mutedUntil(now: Date, { muteUntil }: Pick<AlertRules, 'muteUntil'>): string | undefined {
  return muteUntil !== undefined && now.getTime() < Date.parse(muteUntil) ? muteUntil : undefined;
}

/** `06:02`, by the clock of a time zone. */
function timeOfDay(now: Date, timeZone: string): string {
  const format = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(now);
}
