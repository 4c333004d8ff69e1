import type { DerivedColumn } from './plan.ts';

/**
 * Lags below this, in seconds, are of the future: more than a day after arrival. No time zone is further ahead, and timestamps
 * without one are read as UTC.
 */
const futureLag = -86_400;

/** The cut point that tells what can't be, which lies below it, from other values; undefined where any value can be. */
export function badBelow({ feature }: Pick<DerivedColumn, 'feature'>): number | undefined {
  if (feature === 'lag') return futureLag;
  return feature === 'gap' ? 0 : undefined;
}
