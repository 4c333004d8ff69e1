import { ascii, endsLine } from './ascii.ts';
import { type Dialect, isBlank, isEscaped } from './dialect.ts';

/** Runs over a row that is too large to be held, however its bytes are cut into pieces. */
export interface RowSkipper {
  /** @returns where the row ends, or -1 when it goes on after [from, to) */
  readonly skip: (bytes: Uint8Array, from: number, to: number) => number;
  /** Bytes since the quote opened that is open now; 0 when none is. */
  readonly quotedBytes: () => number;
}

/** A skipper that begins at a row's first byte, and knows the scanner's rules of quotes. */
export function rowSkipper(dialect: Dialect): RowSkipper {
  let state: 'field-start' | 'unquoted' | 'quoted' | 'quote-in-quoted' | 'closed' = 'field-start';
  let quotedBytes = 0;
  let behindEscape = false;

  function next(byte: number): void {
    if (behindEscape && isEscaped(byte, dialect, state === 'quoted')) {
      behindEscape = false;
      quotedBytes += +(state === 'quoted');
      return;
    }
    behindEscape =
      byte === dialect.escaper && (state === 'field-start' || state === 'unquoted' || state === 'quoted');
    if (state === 'quoted') {
      quotedBytes++;
      if (byte === ascii.quote) state = 'quote-in-quoted';
    } else if (byte === ascii.quote && (state === 'field-start' || state === 'quote-in-quoted')) {
      state = 'quoted';
      quotedBytes++;
    } else {
      const isLeading = state === 'field-start' && dialect.trim === true && isBlank(byte, dialect);
      const isClosed = state === 'quote-in-quoted' || state === 'closed';
      if (byte === dialect.delimiter || isLeading) state = 'field-start';
      else state = isClosed ? 'closed' : 'unquoted';
      quotedBytes = 0;
    }
  }

  return {
    skip: (bytes, from, to) => {
      for (let at = from; at < to; at++) {
        const byte = bytes[at]!;
        if (state !== 'quoted' && endsLine(byte) && !behindEscape) return at;
        next(byte);
      }
      return -1;
    },
    quotedBytes: () => (state === 'quoted' ? quotedBytes : 0),
  };
}
