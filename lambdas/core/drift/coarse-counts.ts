import { equalMassBins, groupCounts } from '../stats/equal-mass-bins.ts';
import type { NumberPair } from './method.ts';

/**
 * Both samples on at most so many bins of equal reference mass, and one more on each side for what lies outside.
 *
 * @param groups  10 for the customary deciles of PSI, 20 for all else
 */
export function coarseCounts(
  { reference, current }: NumberPair,
  groups: 10 | 20,
): readonly [readonly number[], readonly number[]] {
  const ends = equalMassBins(reference.bins, groups);
  return [groupCounts(reference.bins, ends), groupCounts(current.bins, ends)];
}
