import { slackBytes } from '../cell-spans.ts';
import type { Key } from './key-table.ts';

/** Keys of a row that are remembered, at most, and the bytes of all of them together. */
const MAXIMUM_KEYS = 4_096;
const MAXIMUM_BYTES = 65_536;

/**
 * What stood between the values of the row before: comma, key, colon and blanks, byte by byte. Rows of one writer are alike, so
 * most keys are recognised by one comparison, without being looked for, looked up or even told from blanks.
 */
export interface RowTemplate {
  readonly bytes: Uint8Array;
  /** The same memory. */
  readonly view: DataView;
  /** Where the k-th separator begins in `bytes`; `starts[k + 1]` is where it ends. */
  readonly starts: Int32Array;
  /** Place of the column that the k-th key names, or -1. */
  readonly places: Int32Array;
  /** 1 where an object under the k-th key must be looked into. */
  readonly heads: Uint8Array;
  /** How many separators are known. Those behind are forgotten. */
  count: number;
}

/** A template of no key. */
export function rowTemplate(): RowTemplate {
  const bytes = new Uint8Array(MAXIMUM_BYTES + slackBytes);
  return {
    bytes,
    view: new DataView(bytes.buffer),
    starts: new Int32Array(MAXIMUM_KEYS + 1),
    places: new Int32Array(MAXIMUM_KEYS),
    heads: new Uint8Array(MAXIMUM_KEYS),
    count: 0,
  };
}

/**
 * Whether the k-th separator stands at `at`. Words of four bytes are compared, the last of which overlaps the one before: no
 * separator is shorter than `,"":`.
 */
export function standsAt(
  { view: known, starts }: RowTemplate,
  k: number,
  view: DataView,
  at: number,
): boolean {
  const last = starts[k + 1]! - 4;
  let own = starts[k]!;
  const away = at - own;
  while (own < last && known.getInt32(own) === view.getInt32(own + away)) own += 4;
  return own >= last && known.getInt32(last) === view.getInt32(last + away);
}

/** Remembers the k-th separator, at [from, to), and forgets those behind it; does nothing where there is no room. */
export function remember(
  template: RowTemplate,
  k: number,
  separator: { readonly bytes: Uint8Array; readonly from: number; readonly to: number },
  { place, isHead }: Key,
): void {
  if (k > template.count || k >= MAXIMUM_KEYS) return;
  const { bytes, from, to } = separator;
  const start = template.starts[k]!;
  template.count = k;
  if (start + to - from > MAXIMUM_BYTES) return;
  template.bytes.set(bytes.subarray(from, to), start);
  template.starts[k + 1] = start + to - from;
  template.places[k] = place;
  template.heads[k] = isHead ? 1 : 0;
  template.count = k + 1;
}
