import type { ComparedColumn } from '../../profile/yardstick.ts';
import type { ColumnState } from '../column-state.ts';

/**
 * The rows of a batch by what matters of their values. Of unknown words that is a rise alone: rows of the reference are measured by the
 * others, so that the reference's own texts, dropped as a batch, are known better than they were as a reference. Each bin is given
 * rows until no more of the batch than of the reference lie at or below it: what is left is how far it lies above.
 *
 *   F'(x) = min(F_batch(x), F_reference(x))
 */
export function riseAlone(
  { derived }: Pick<ComparedColumn, 'derived'>,
  { profile: { values: before } }: ColumnState,
  current: ColumnState,
): ColumnState {
  const { values: now } = current.profile;
  if (derived?.feature !== 'unknown-words' || before.type !== 'numbers' || now.type !== 'numbers')
    return current;
  if (before.count === 0) return current;
  const bins = withoutFall(before, now);
  return { ...current, profile: { ...current.profile, values: { ...now, bins } } };
}

interface Binned {
  readonly count: number;
  readonly bins: readonly number[];
}

/** In whole rows: what is left of a fall is less than one. */
function withoutFall(before: Binned, now: Binned): number[] {
  let [upToBefore, upToNow, given] = [0, 0, 0];
  return now.bins.map((rows, bin) => {
    upToBefore += before.bins[bin]!;
    upToNow += rows;
    const upTo = Math.min(upToNow, Math.ceil((upToBefore * now.count) / before.count));
    const here = upTo - given;
    given = upTo;
    return here;
  });
}
