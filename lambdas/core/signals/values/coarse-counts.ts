import { equalMassBins, groupCounts } from '../../stats/distances/equal-mass-bins.ts';

/** Counts of both samples on the same bins of equal reference mass, and on one more on each side for what lies outside. */
export type CoarseCounts = readonly [reference: readonly number[], current: readonly number[]];

/** Both samples on at most 20 bins of equal reference mass: what distances are of. */
export function inTwentieths(reference: ArrayLike<number>, current: ArrayLike<number>): CoarseCounts {
  return grouped(reference, current, 20);
}

/** On the customary deciles of PSI: two twentieths each, the same as if they were made of the bins themselves. */
export function inTenths([reference, current]: CoarseCounts): CoarseCounts {
  return grouped(reference, current, 10);
}

function grouped(reference: ArrayLike<number>, current: ArrayLike<number>, groups: 10 | 20): CoarseCounts {
  const ends = equalMassBins(reference, groups);
  return [groupCounts(reference, ends), groupCounts(current, ends)];
}
