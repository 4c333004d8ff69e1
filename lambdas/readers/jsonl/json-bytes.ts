/** The bytes that JSON is made of. */
export const jsonByte = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  blank: 32,
  quote: 34,
  comma: 44,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

const { tab, lineFeed, carriageReturn, blank, quote, backslash } = jsonByte;
const { openBracket, closeBracket, openBrace, closeBrace, comma } = jsonByte;

/** A stretch of JSON, [at, to). */
export interface JsonBytes {
  readonly bytes: Uint8Array;
  /** Behind the last byte. */
  readonly end: number;
  /** Whether a line feed ends the row, as in JSON Lines; else it is white space. */
  readonly isLines: boolean;
}

/** The first byte from `at` on that is no white space within a row. */
export function skipBlanks({ bytes, end, isLines }: JsonBytes, at: number): number {
  let next = at;
  while (next < end) {
    const byte = bytes[next];
    const isBlank = byte === blank || byte === carriageReturn || byte === tab;
    if (!isBlank && (byte !== lineFeed || isLines)) break;
    next++;
  }
  return next;
}

/** Where the text ends whose quote opens at `at`: behind its closing quote, or -1 where a control character or the end is first. */
export function textEnd({ bytes, end }: JsonBytes, at: number): number {
  for (let next = at + 1; next < end; next++) {
    const byte = bytes[next]!;
    if (byte === quote) return next + 1;
    if (byte === backslash) next++;
    else if (byte < blank) return -1;
  }
  return -1;
}

/** What a value's brackets say, whatever stands between them. */
export interface Nesting {
  /** Behind the value: where its last bracket closes, or where what separates it begins; -1 when its row or the bytes end first. */
  readonly end: number;
  /** Brackets that are open at once, at most. */
  readonly depth: number;
}

/** Follows the brackets of the value at `at`. A value without any ends at a comma or a closing bracket. */
export function nestingOf(json: JsonBytes, at: number): Nesting {
  const { bytes, end, isLines } = json;
  let open = 0;
  let depth = 0;
  for (let next = at; next < end; next++) {
    const byte = bytes[next]!;
    if (byte === quote) {
      next = textEnd(json, next) - 1;
      if (next < 0) return { end: -1, depth };
    } else if (byte === openBrace || byte === openBracket) {
      open++;
      if (open > depth) depth = open;
    } else if (byte === closeBrace || byte === closeBracket) {
      if (open === 0) return { end: next, depth };
      open--;
      if (open === 0) return { end: next + 1, depth };
    } else if (byte === comma && open === 0) return { end: next, depth };
    else if (byte === lineFeed && isLines) break;
  }
  return { end: -1, depth };
}
