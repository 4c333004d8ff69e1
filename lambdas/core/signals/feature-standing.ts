import type { FeatureDrift } from '../result/result-schema.ts';

/**
 * Where a feature stands: `usual` is one that moved, by no more than is usual for the source; `apart` one whose values can never be
 * compared with this reference, and whose rates are as they were; `undecided` one of which this batch could not tell.
 */
export type Standing = 'drifted' | 'usual' | 'undecided' | 'stable' | 'apart';

/** Where a feature stands in its batch. */
export function standingOf({
  verdict,
  notCompared,
}: Pick<FeatureDrift, 'verdict' | 'notCompared'>): Standing {
  if (verdict.status === 'inconclusive') return notCompared === undefined ? 'undecided' : 'apart';
  return verdict.status === 'stable' && verdict.asUsual ? 'usual' : verdict.status;
}

/** Features by where they stand. */
export function byStanding(
  features: readonly FeatureDrift[],
): Readonly<Record<Standing, readonly FeatureDrift[]>> {
  const groups = Object.groupBy(features, standingOf);
  const { drifted = [], usual = [], undecided = [], stable = [], apart = [] } = groups;
  return { drifted, usual, undecided, stable, apart };
}
