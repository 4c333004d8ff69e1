import type { NumberValues } from '../../columns/number-values.ts';
import type { DerivedColumn, DerivedFeature } from './plan.ts';

/** Hours of a day, in UTC. */
export const hours: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** Days of a week, from Monday on. */
export const weekdays: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * Hours and weekdays are looked at for accidents, a time zone or a day that is cut elsewhere, not for habits that change, or for clocks
 * that are put forward: the smallest share of rows that matters.
 */
export const leastClockShift = 0.1;

/** What of a timestamp clock and calendar say. */
type OfClock = Extract<DerivedFeature, 'hour' | 'weekday'>;

/** Of what the reference has in hours or weekdays a batch must have so much to be compared: hourly batches have one hour each. */
const leastPart: Readonly<Record<OfClock, number>> = { hour: 0.75, weekday: 0.5 };

/** Where all rows are of one hour, or nearly all, it says when a job ran. */
const fewestDifferent = 2;

const dayMs = 86_400_000;

/** Weekdays are those of two weeks at least, against four, which may be without their last weekend. */
const leastDays = { reference: 25, current: 13 } as const;

/** What clock and calendar say of a timestamp, if a derived feature is of that; undefined where it is of something else. */
export function ofClock(derived: Pick<DerivedColumn, 'feature'> | undefined): OfClock | undefined {
  const { feature } = derived ?? {};
  return feature === 'hour' || feature === 'weekday' ? feature : undefined;
}

/** Counts by hour or by weekday, of a reference and of other rows. */
export interface ClockCounts {
  readonly reference: ArrayLike<number>;
  readonly current: ArrayLike<number>;
}

/**
 * Whether rows are spread over the hours or weekdays as those of a reference are, so that the two can be compared: by how many
 * different ones two rows see,
 *
 *   1 / P(two rows are of the same)
 *
 * which is the same wherever on the clock they lie, and hardly moves by a few stray rows.
 */
export function areSpreadAlike(of: OfClock, { reference, current }: ClockCounts): boolean {
  const before = differentSeen(reference);
  return before >= fewestDifferent && differentSeen(current) >= leastPart[of] * before;
}

function differentSeen(counts: ArrayLike<number>): number {
  const all = Array.from(counts);
  const rows = all.reduce((sum, count) => sum + count, 0);
  const alike = all.reduce((sum, count) => sum + count * (count - 1), 0);
  return rows < 2 ? 0 : (rows * (rows - 1)) / Math.max(1, alike);
}

/** Times of a reference and of other rows, of which hours and weekdays are. */
export interface ClockTimes {
  readonly reference: Pick<NumberValues, 'min' | 'max'>;
  readonly current: Pick<NumberValues, 'min' | 'max'>;
}

/** Whether times go on for long enough: a week has one Monday, or two. */
export function areLongEnough(of: OfClock, { reference, current }: ClockTimes): boolean {
  if (of === 'hour') return true;
  return daysOf(reference) >= leastDays.reference && daysOf(current) >= leastDays.current;
}

function daysOf({ min = 0, max = 0 }: Pick<NumberValues, 'min' | 'max'>): number {
  return (max - min) / dayMs;
}
