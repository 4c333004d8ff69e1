import type { ByteStreamSource } from '../byte-source.ts';
import type { CountedRows } from './row-slice.ts';
import type { RowStates } from './row-states.ts';

/** What is counted from one state on. */
interface Count {
  readonly before: number;
  rows: number;
  first: number | null;
  after: number;
}

/** Bytes that are looked at from every state at first; each piece after that is twice as long, up to the most. */
const [firstPiece, mostPiece] = [128, 65_536];

/**
 * Counts the rows that begin in a stretch of a text, from every state that the bytes before can leave: most of them come to the same within
 * a line, so that hardly more is looked at than once, and twice where cells are quoted.
 *
 * @param before  the states; one where it is known
 */
export async function countRowStarts(
  source: ByteStreamSource,
  { from, to }: { readonly from: number; readonly to: number },
  rowStates: RowStates,
  before: readonly number[] = rowStates.states,
): Promise<CountedRows> {
  const counts: readonly Count[] = before.map((state) => ({
    before: state,
    rows: 0,
    first: null,
    after: state,
  }));
  let position = from;
  let length = firstPiece;
  if (from < to)
    for await (const piece of source.stream(from, to)) {
      for (let at = 0; at < piece.length; ) {
        const end = Math.min(piece.length, at + length);
        advance(counts, rowStates, piece, at, end, position);
        position += end - at;
        at = end;
        length = Math.min(mostPiece, 2 * length);
      }
    }
  return { outcomes: counts.map((count) => ({ ...count })) };
}

/** Goes over some bytes once for each different state. @param position  of the first of them in the file */
function advance(
  counts: readonly Count[],
  states: RowStates,
  bytes: Uint8Array,
  from: number,
  to: number,
  position: number,
): void {
  const found = new Map<number, Found>();
  for (const count of counts) {
    const passed = found.get(count.after) ?? pass(states, bytes, from, to, count.after);
    found.set(count.after, passed);
    count.rows += passed.rows;
    if (count.first === null && passed.first >= 0) count.first = position + passed.first - from;
    count.after = passed.after;
  }
}

interface Found {
  readonly rows: number;
  /** -1 where no row begins. */
  readonly first: number;
  readonly after: number;
}

/** Most of what stands between quotes, or in a file without them would stand there, is passed by a search for the quote. */
function pass(
  { table, leftBy }: RowStates,
  bytes: Uint8Array,
  from: number,
  to: number,
  before: number,
): Found {
  const leaving = leftBy[before]!;
  const found = leaving < 0 ? 0 : bytes.subarray(from, to).indexOf(leaving);
  if (found < 0) return { rows: 0, first: -1, after: before };
  let at = from + found;
  let state = before * 256;
  let first = -1;
  while (at < to && first < 0) {
    const next = table[state + bytes[at]!]!;
    if ((next & 1) === 1) first = at;
    state = next & 0xff00;
    at++;
  }
  const { rows, after } = passRest(table, bytes, at, to, state);
  return { rows: rows + +(first >= 0), first, after: after >> 8 };
}

/** A loop without branches. @param before  256 times the state */
function passRest(table: Uint16Array, bytes: Uint8Array, from: number, to: number, before: number) {
  let state = before;
  let rows = 0;
  for (let at = from; at < to; at++) {
    const next = table[state + bytes[at]!]!;
    rows += next & 1;
    state = next & 0xff00;
  }
  return { rows, after: state };
}
