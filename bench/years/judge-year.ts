import type { Episode } from '../../lambdas/core/over-time/follow-errors.ts';
import { followLosses } from '../../lambdas/core/over-time/follow-losses.ts';
import { budget, type Year, year } from './simulate-year.ts';

/** What came of a year. Days count from the change on: 1 is the batch that is the first to show it. */
export interface YearOutcome {
  /** An alarm before anything happened, or in a year in which nothing did. */
  readonly isFalse: boolean;
  /** Batches that it took from the change to the alarm; undefined where there was none. */
  readonly batchesToAlarm: number | undefined;
  readonly kind: Episode['kind'] | undefined;
  /** The change was told as a trend at any time. */
  readonly hasTrend: boolean;
  /** A date was told before the limit was really crossed, and by how many days it was off. */
  readonly toldInTime: boolean;
  readonly daysOff: number | undefined;
  /** Batches until the end was told; undefined where it was not. */
  readonly batchesToEnd: number | undefined;
}

/** Judges each batch of a year on those before it. @param begins  whether anything happens in it */
export function judgeYear({ batches, crossing }: Year, begins: boolean): YearOutcome {
  const standings = followLosses({ batches, budget }).points.map(({ standing }) => standing);
  const begin = begins ? year.change : year.days;
  const first = standings.findIndex(({ episode }) => episode);
  const after = standings.slice(begin);
  const alarm = after.findIndex(({ episode }) => episode);
  const opened = after[alarm]?.episode?.opened;
  const dated = after.findIndex(({ episode }) => episode?.breachDay !== undefined);
  const told = after[dated]?.episode?.breachDay;
  const end = after.findIndex(({ ended }) => ended);
  return {
    isFalse: first >= 0 && first < begin,
    batchesToAlarm: alarm < 0 ? undefined : alarm + 1,
    kind: after[alarm]?.episode?.kind,
    hasTrend: after.some(({ episode }) => episode?.kind === 'decay' && episode.opened === opened),
    toldInTime: crossing !== undefined && dated >= 0 && begin + dated < crossing,
    daysOff: crossing === undefined || told === undefined ? undefined : told - crossing,
    batchesToEnd: end < 0 ? undefined : end - alarm,
  };
}
