import type { Profile } from '../../lambdas/core/profile/profile.ts';
import type { Drift, ViolationCount } from '../../lambdas/core/result/result-schema.ts';
import { type BenchReference, judgeBatch } from './bench-reference.ts';
import { alarmingFamilies, chunksAlarm, fixedDistanceAlarms, naiveAlarms } from './rules.ts';
import type { Tally } from './tally.ts';

/** One tally for each cell of a group. */
export type Round = readonly Tally[];

/** What the rules of others need of the reference. */
export interface OtherRules {
  readonly scales: ReadonlyMap<string, number>;
  /** Undefined where the rule of chunks is not tried. */
  readonly thresholds: ReadonlyMap<string, number> | undefined;
}

/** Holds one batch against a reference, by Plumbline's rule and by others'. */
export function runBatch(
  reference: BenchReference,
  current: Profile,
  { scales, thresholds }: OtherRules,
  isCaught: (drift: Drift) => boolean = () => false,
  violations: readonly ViolationCount[] = [],
): Tally {
  const drift = judgeBatch(reference, current, violations);
  const families = alarmingFamilies(drift);
  return {
    repetitions: 1,
    alarms: Number(drift.status === 'drifted'),
    inconclusive: Number(drift.status === 'inconclusive'),
    values: Number(families.values),
    rates: Number(families.rates),
    pairs: Number(families.pairs),
    multivariate: Number(families.multivariate),
    caught: Number(isCaught(drift)),
    naive: Number(naiveAlarms(drift)),
    fixedDistance: Number(fixedDistanceAlarms(drift, scales)),
    chunked: thresholds ? 1 : 0,
    chunks: thresholds ? Number(chunksAlarm(drift, thresholds)) : 0,
  };
}
