import { type Cadence, durationMs, weekdays } from '../../contract/cadence.ts';
import { type LocalClock, type LocalDay, localClock, plusDays, weekdayOf } from '../../text/local-time.ts';

/**
 * A batch that arrives this soon after a due time without one, as a share of the time to the next, is late, not early for
 * the next.
 */
const lateShare = 1 / 4;

/** Days around an instant that hold the due times before and after it, even where there is one a week. */
const reachDays = 8;

/** What is promised, and since when. */
export interface AgreedCadence {
  readonly cadence: Cadence;
  /** When the contract was uploaded: nothing was due before. */
  readonly since: Date;
}

/**
 * When the next batch is due, after each of some batches. With `every`, that long after the batch. With `daily`, a batch counts
 * for the next due time, or for the one just past if that had none and the batch arrives within a quarter of the way to the
 * next: then it was late for it. So two batches before one due time count once, a missed one is not asked for for ever, and
 * no batch counts twice.
 *
 * @param arrivals  when batches came, the oldest first
 * @returns a due time for each arrival, and before them the one that holds while there was no batch: one more than arrivals
 */
export function dueTimes({ cadence, since }: AgreedCadence, arrivals: readonly Date[]): readonly Date[] {
  const { every, daily = '00:00', timeZone = 'UTC', weekdays: days = weekdays } = cadence;
  if (every !== undefined) {
    const after = (instant: Date) => new Date(instant.getTime() + durationMs(every));
    return [after(since), ...arrivals.map((arrival) => after(arrival < since ? since : arrival))];
  }
  const isAsked = (day: LocalDay) => days.some((name) => name === weekdays[weekdayOf(day)]);
  const around = dueAround(localClock(timeZone), daily, isAsked);
  let served = around(since).last;
  const dues = [dueAfter(around, served)];
  for (const arrival of arrivals) {
    const { last, next } = around(arrival);
    const isLate =
      last > served && arrival.getTime() - last.getTime() < lateShare * (next.getTime() - last.getTime());
    const counted = isLate ? last : next;
    if (counted > served) served = counted;
    dues.push(dueAfter(around, served));
  }
  return dues;
}

/** The due times around an instant: the last one before it, and the next one, which may be that very instant. */
type DueAround = (instant: Date) => { readonly last: Date; readonly next: Date };

function dueAround(clock: LocalClock, time: string, isAsked: (day: LocalDay) => boolean): DueAround {
  const known = new Map<string, Date>();
  const instantOf = (day: LocalDay) => {
    const name = JSON.stringify(day);
    const instant = known.get(name) ?? clock.instantAt(day, time);
    known.set(name, instant);
    return instant;
  };
  return (instant) => {
    const today = clock.dayOf(instant);
    const reach = Array.from({ length: 2 * reachDays + 1 }, (_, index) => plusDays(today, index - reachDays));
    const dues = reach.filter(isAsked).map(instantOf);
    const last = dues.findLast((due) => due < instant);
    const next = dues.find((due) => due >= instant);
    if (!last || !next) throw new RangeError(`dueAround: no due time around ${instant.toISOString()}`);
    return { last, next };
  };
}

function dueAfter(around: DueAround, due: Date): Date {
  return around(new Date(due.getTime() + 1)).next;
}
