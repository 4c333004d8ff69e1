import type { FeatureDrift } from '../result/result-schema.ts';

/**
 * Where a feature stands: `apart` is one whose values can never be compared with this reference, and whose rates are as they
 * were; `undecided` one of which this batch could not tell.
 */
export type Standing = 'drifted' | 'undecided' | 'stable' | 'apart';

/** Where a feature stands in its batch. */
export function standingOf({
  verdict,
  notCompared,
}: Pick<FeatureDrift, 'verdict' | 'notCompared'>): Standing {
  if (verdict.status === 'inconclusive') return notCompared === undefined ? 'undecided' : 'apart';
  return verdict.status;
}

/** Features by where they stand. */
export function byStanding(
  features: readonly FeatureDrift[],
): Readonly<Record<Standing, readonly FeatureDrift[]>> {
  const { drifted = [], undecided = [], stable = [], apart = [] } = Object.groupBy(features, standingOf);
  return { drifted, undecided, stable, apart };
}
