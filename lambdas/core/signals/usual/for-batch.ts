import type { KnownUsual, Usual } from './plan.ts';
import { isBeyondReach, type ShareOfSpread, shareOfSpread, wholeSpread } from './share-of-spread.ts';
import type { StretchCounts } from './stretch-counts.ts';

/** What is known of how far a batch differs when all is well; it may go on for longer than its reference can tell of. */
export type UsualOfBatch = Usual | { readonly status: 'too-long'; readonly unit: KnownUsual['unit'] };

/** @param stretches  rows of the batch by stretch of time; undefined where they were not counted */
export function usualOfBatch(usual: Usual, stretches: StretchCounts | undefined): UsualOfBatch {
  if (usual.status !== 'known' || !usual.times || !stretches) return usual;
  const { unit, times } = usual;
  return isBeyondReach(times.reference, stretches) ? { status: 'too-long', unit } : usual;
}

/** Whether nothing is known yet of how far batches differ, so that only what is gross, and new to the source, is critical. */
export function isUnsure(usual: UsualOfBatch | undefined): boolean {
  return usual?.status === 'learning' || usual?.status === 'too-long';
}

/** How much of what blocks differ by a batch can differ by. */
export function spreadOfBatch({ times }: KnownUsual, stretches: StretchCounts | undefined): ShareOfSpread {
  return times && stretches ? shareOfSpread(times.reference, stretches) : wholeSpread;
}
