import type { CountedOutcome, CountedRows, RowSlice } from './row-slice.ts';

/** Parts that a batch is cut into at most. */
export const maximumParts = 8_000;

/** Bytes cut into stretches of one length, one behind the other; the last one may be shorter. */
export function cutBytes(
  size: number,
  leastPartBytes: number,
): readonly { readonly from: number; readonly to: number }[] {
  const length = Math.max(leastPartBytes, Math.ceil(size / maximumParts));
  return Array.from({ length: Math.ceil(size / length) }, (_, index) => ({
    from: index * length,
    to: Math.min(size, (index + 1) * length),
  }));
}

/** Where the parts of a batch begin, and with which row. */
export interface PlacedSlices {
  /** One behind the other, from the first byte to the last. At least one. */
  readonly slices: readonly RowSlice[];
  /** Of the whole batch. */
  readonly rows: number;
}

/**
 * The parts of a batch: of each stretch the rows that begin in it. A stretch in which none does, as the middle of a long row, belongs to the part
 * before it.
 *
 * @param counted  stretch by stretch, from the first byte on
 * @throws RangeError where a stretch does not say what follows from the state that the one before leaves
 */
export function placeSlices(counted: readonly CountedRows[], size: number): PlacedSlices {
  const begins: { readonly from: number; readonly firstRow: number }[] = [{ from: 0, firstRow: 0 }];
  let rows = 0;
  let state = 0;
  for (const { outcomes } of counted) {
    const outcome = outcomeOf(outcomes, state);
    const isFirst = rows === 0;
    if (outcome.first !== null && !isFirst) begins.push({ from: outcome.first, firstRow: rows });
    rows += outcome.rows;
    state = outcome.after;
  }
  const slices = begins.map((begin, index) => ({ ...begin, to: begins[index + 1]?.from ?? size }));
  return { slices, rows };
}

function outcomeOf(outcomes: readonly CountedOutcome[], state: number): CountedOutcome {
  const [first, ...others] = outcomes;
  const found = others.length === 0 ? first : outcomes.find(({ before }) => before === state);
  if (!found) throw new RangeError(`placeSlices: a stretch says nothing of the state ${state}`);
  return found;
}
