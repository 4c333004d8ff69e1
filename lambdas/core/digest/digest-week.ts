import { type LocalDay, localClock, plusDays, weekdayOf } from '../text/local-time.ts';

/** The week that a digest covers: seven whole days by the calendar of a place. */
export interface DigestWeek {
  /** ISO 8601 week of its last day, `2026-W47`: there is one digest for each. */
  readonly name: string;
  /** `2026-11-16`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly timeZone: string;
  /** When it began. */
  readonly from: Date;
  /** When it was over; itself not in it. */
  readonly to: Date;
}

/**
 * The newest week that is over at a time. Weeks begin on the day on which the digest is sent, so that it covers the seven days
 * before; a run on another day covers the same week once more.
 *
 * @param firstWeekday  0 is Monday, 6 is Sunday
 */
export function weekBefore(time: Date, firstWeekday: number, timeZone: string): DigestWeek {
  const clock = localClock(timeZone);
  const today = clock.dayOf(time);
  const end = plusDays(today, -((weekdayOf(today) - firstWeekday + 7) % 7));
  const [first, last] = [plusDays(end, -7), plusDays(end, -1)];
  return {
    name: isoWeek(last),
    firstDay: dayText(first),
    lastDay: dayText(last),
    timeZone,
    from: clock.instantAt(first, '00:00'),
    to: clock.instantAt(end, '00:00'),
  };
}

/** The week before a week. */
export function previousWeek({ from, timeZone }: DigestWeek): DigestWeek {
  const clock = localClock(timeZone);
  const firstDay = clock.dayOf(from);
  return weekBefore(from, weekdayOf(firstDay), timeZone);
}

/** ISO 8601: a week belongs to the year that its Thursday is in. */
function isoWeek(day: LocalDay): string {
  const thursday = plusDays(day, 3 - weekdayOf(day));
  const dayOfYear =
    (Date.UTC(thursday.year, thursday.month - 1, thursday.day) - Date.UTC(thursday.year, 0, 1)) / 86_400_000;
  return `${thursday.year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

function dayText({ year, month, day }: LocalDay): string {
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
