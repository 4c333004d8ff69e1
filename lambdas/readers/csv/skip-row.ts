import { ascii, endsLine } from './ascii.ts';

/** Runs over a row that is too large to be held, however its bytes are cut into pieces. */
export interface RowSkipper {
  /** @returns where the row ends, or -1 when it goes on after [from, to) */
  readonly skip: (bytes: Uint8Array, from: number, to: number) => number;
  /** Bytes since the quote opened that is open now; 0 when none is. */
  readonly quotedBytes: () => number;
}

/** A skipper that begins at a row's first byte, and knows the scanner's rules of quotes. */
export function rowSkipper(delimiter: number): RowSkipper {
  let state: 'field-start' | 'unquoted' | 'quoted' | 'quote-in-quoted' = 'field-start';
  let quotedBytes = 0;

  function next(byte: number): void {
    if (state === 'quoted') {
      quotedBytes++;
      if (byte === ascii.quote) state = 'quote-in-quoted';
    } else if (byte === ascii.quote && state !== 'unquoted') {
      state = 'quoted';
      quotedBytes++;
    } else {
      state = byte === delimiter ? 'field-start' : 'unquoted';
      quotedBytes = 0;
    }
  }

  return {
    skip: (bytes, from, to) => {
      for (let at = from; at < to; at++) {
        const byte = bytes[at]!;
        if (state !== 'quoted' && endsLine(byte)) return at;
        next(byte);
      }
      return -1;
    },
    quotedBytes: () => (state === 'quoted' ? quotedBytes : 0),
  };
}
