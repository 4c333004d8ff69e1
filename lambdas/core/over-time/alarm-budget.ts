import { type Cadence, durationMs } from '../contract/cadence.ts';
import type { AlarmBudget } from './follow-errors.ts';

const dayMs = 86_400_000;
const yearDays = 365.25;

/** Arrivals that tell how often batches come, and the days that they must span: of fewer a batch a day is taken for granted. */
const leastSeen = { arrivals: 6, days: 3 } as const;

/**
 * How often a model may alarm for nothing, and how often it gets the chance: as its contract promises batches, else as they came.
 *
 * @param arrivals  of the batches before, in order; ISO 8601
 */
export function alarmBudget(
  cadence: Cadence | undefined,
  arrivals: readonly string[],
  falseAlarmsPerYear = 1,
): AlarmBudget {
  return { batchesPerYear: cadence ? promised(cadence) : seen(arrivals), falseAlarmsPerYear };
}

function promised({ every, weekdays }: Cadence): number {
  return every === undefined
    ? (yearDays * (weekdays?.length ?? 7)) / 7
    : (yearDays * dayMs) / durationMs(every);
}

function seen(arrivals: readonly string[]): number {
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  const days = first && last ? (Date.parse(last) - Date.parse(first)) / dayMs : 0;
  const isKnown = arrivals.length >= leastSeen.arrivals && days >= leastSeen.days;
  return isKnown ? ((arrivals.length - 1) * yearDays) / days : yearDays;
}
