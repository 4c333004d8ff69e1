import type { AlertRules } from '../contract/alert-rules.ts';
import type { Heard } from './incident-schema.ts';

const dayMs = 86_400_000;

/**
 * Whether people are to be reminded of an incident with a batch: whether a day of the rules has come since they were told
 * last, counted from when they were told it as new or as worse.
 */
export function isReminderDue(
  { toldAt, raisedAt = toldAt }: Pick<Heard, 'toldAt' | 'raisedAt'>,
  receivedAt: string,
  { reminderDays }: Pick<AlertRules, 'reminderDays'>,
): boolean {
  const daysAt = (moment: string) => (Date.parse(moment) - Date.parse(raisedAt)) / dayMs;
  return remindersUntil(daysAt(receivedAt), reminderDays) > remindersUntil(daysAt(toldAt), reminderDays);
}

/** How many reminders are due in so many days: one for each of the list, then one every time that its last passes again. */
function remindersUntil(days: number, reminderDays: readonly number[]): number {
  const last = reminderDays.at(-1);
  if (last === undefined) return 0;
  return reminderDays.filter((day) => day <= days).length + Math.max(0, Math.floor(days / last) - 1);
}
