import { csvRowStates, isQuotedState, rowStartState } from '../slices/row-states.ts';
import type { Dialect } from './dialect.ts';

/** Runs over a row that is too large to be held, however its bytes are cut into pieces. */
export interface RowSkipper {
  /** @returns where the row ends, or -1 when it goes on after [from, to) */
  readonly skip: (bytes: Uint8Array, from: number, to: number) => number;
  /** Bytes since the quote opened that is open now; 0 when none is. */
  readonly quotedBytes: () => number;
}

/** A skipper that begins at a row's first byte, and knows the scanner's rules of quotes. */
export function rowSkipper(dialect: Dialect): RowSkipper {
  const { states, table } = csvRowStates(dialect);
  const isQuoted = states.map(isQuotedState);
  let state = rowStartState;
  let quotedBytes = 0;

  return {
    skip: (bytes, from, to) => {
      for (let at = from; at < to; at++) {
        const next = table[state * 256 + bytes[at]!]! >> 8;
        if (next === 0) return at;
        state = next;
        quotedBytes = isQuoted[state] ? quotedBytes + 1 : 0;
      }
      return -1;
    },
    quotedBytes: () => quotedBytes,
  };
}
