/** A day of the calendar; months from 1. */
export interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Clocks and calendar of a place. */
export interface LocalClock {
  readonly timeZone: string;
  /** The day that it is there. */
  dayOf(instant: Date): LocalDay;
  /**
   * When the clock there shows a time of a day, to the minute. A time that the clocks leave out when they go forward is as
   * if they did so after it (02:30 becomes 03:30); of one that comes twice when they go back it is the first.
   */
  instantAt(day: LocalDay, time: string): Date;
}

const dayMs = 86_400_000;

/** @throws RangeError when there is no such time zone */
export function localClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  /** What the clock shows, as if it were UTC. */
  const shown = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  };
  return {
    timeZone,
    dayOf: (instant) => dayOfUtc(new Date(shown(instant.getTime()))),
    instantAt({ year, month, day }, time) {
      const wanted = Date.parse(`1970-01-01T${time}:00Z`) + Date.UTC(year, month - 1, day);
      const before = wanted - (shown(wanted - dayMs) - (wanted - dayMs));
      const after = wanted - (shown(wanted + dayMs) - (wanted + dayMs));
      const isAfter = shown(before) !== wanted && shown(after) === wanted;
      return new Date(isAfter ? after : before);
    },
  };
}

/** So many days later; negative is earlier. */
export function plusDays({ year, month, day }: LocalDay, days: number): LocalDay {
  return dayOfUtc(new Date(Date.UTC(year, month - 1, day + days)));
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf({ year, month, day }: LocalDay): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** An instant by the clock of a place: `2026-11-20 06:02 Europe/Berlin`. */
export function formatLocal(instant: Date, timeZone: string): string {
  const format = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  return `${new Intl.DateTimeFormat('sv-SE', format).format(instant)} ${timeZone}`;
}

function dayOfUtc(date: Date): LocalDay {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
