import { isAtLeast, type Severity } from '../../severities.ts';
import type { AlertRules } from '../contract/alert-rules.ts';
import type { Heard } from './incident-schema.ts';

/**
 * Why an alert of a severity is suppressed at a moment: where the model is `muted` it is never sent, in `quiet` hours it is
 * sent later.
 *
 * @returns undefined where it may be sent
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

/** Until when every alert is suppressed, as the contract writes it; undefined where that is over, or was never set. */
export function mutedUntil(now: Date, { muteUntil }: Pick<AlertRules, 'muteUntil'>): string | undefined {
  return muteUntil !== undefined && now.getTime() < Date.parse(muteUntil) ? muteUntil : undefined;
}

/** `06:02`, by the clock of a time zone. */
function timeOfDay(now: Date, timeZone: string): string {
  const format = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(now);
}

const dayMs = 86_400_000;

/**
 * Whether a batch comes with a reminder of an incident: whether one of the rules' days has passed since the last report. Days
 * count from when it was reported as new or as worse. Of what somebody has dismissed since then there is none.
 */
export function isReminderDue(
  { reportedAt, raisedAt }: Pick<Heard, 'reportedAt' | 'raisedAt'>,
  receivedAt: string,
  { reminderDays, dismissedAt }: Pick<AlertRules, 'reminderDays' | 'dismissedAt'>,
): boolean {
  if (dismissedAt !== undefined && Date.parse(raisedAt) <= Date.parse(dismissedAt)) return false;
  const daysAt = (moment: string) => (Date.parse(moment) - Date.parse(raisedAt)) / dayMs;
  return remindersUntil(daysAt(receivedAt), reminderDays) > remindersUntil(daysAt(reportedAt), reminderDays);
}

/** How many reminders are due in so many days: one for each of the list, then one every time that its last passes again. */
function remindersUntil(days: number, reminderDays: readonly number[]): number {
  const last = reminderDays.at(-1);
  if (last === undefined) return 0;
  return reminderDays.filter((day) => day <= days).length + Math.max(0, Math.floor(days / last) - 1);
}
