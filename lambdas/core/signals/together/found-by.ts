import type { ChangeOf } from '../../result/change-schema.ts';
import type { FeatureDrift, PairDrift } from '../../result/result-schema.ts';
import { standingOf } from '../feature-standing.ts';
import { isHidden } from '../usual/hides.ts';

/** What the tests of columns and pairs found, to say whether the detector tells anything new. */
export interface Found {
  readonly features: readonly FeatureDrift[];
  readonly pairs: readonly PairDrift[];
}

/**
 * Whether what was found in some columns together was found in one of them, or in a correlation of one; or whether one moved, but by
 * no more than is usual, so that it can't be said that none shows it.
 *
 * @param columns  their ids
 */
export function foundBy(
  columns: readonly string[],
  { features, pairs }: Found,
): ChangeOf<'multivariate'>['foundBy'] {
  const ofColumns = features.filter(({ name }) => columns.includes(name));
  if (ofColumns.some(({ verdict }) => verdict.status === 'drifted')) return 'columns';
  const ofPairs = pairs.filter((pair) => pair.columns.some((name) => columns.includes(name)));
  if (ofPairs.some(({ verdict }) => verdict.status === 'drifted')) return 'pairs';
  const isUsual =
    ofColumns.some((feature) => standingOf(feature) === 'usual' || isHidden(feature)) ||
    ofPairs.some(({ verdict }) => verdict.status === 'stable' && verdict.asUsual);
  return isUsual ? 'beyond-usual' : 'nothing-else';
}
