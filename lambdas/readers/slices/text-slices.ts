import type { ByteStreamSource } from '../byte-source.ts';
import { countRowStarts } from './count-row-starts.ts';
import type { CountedRows, RowSlice } from './row-slice.ts';
import type { RowStates } from './row-states.ts';

/** What of a text is read: bytes, to the end where `to` says nothing else. */
export interface TextSlice {
  readonly from: number;
  readonly to: number | undefined;
  readonly firstRow: number;
}

/** A slice of a text whose rows begin behind a header. */
export function sliceBehind({ end }: { readonly end: number }, slice: RowSlice | undefined): TextSlice {
  if (!slice) return { from: end, to: undefined, firstRow: 0 };
  return { ...slice, from: Math.max(end, slice.from) };
}

/** Counts the rows of a text that begin in a stretch, the header being none. */
export function countRowsBehind(
  { end }: { readonly end: number },
  source: ByteStreamSource,
  { from, to }: { readonly from: number; readonly to: number },
  states: RowStates,
): Promise<CountedRows> {
  if (from > end) return countRowStarts(source, { from, to }, states);
  return countRowStarts(source, { from: end, to }, states, [0]);
}
