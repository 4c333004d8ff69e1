import { ascii, endsLine } from './ascii.ts';
import { type Dialect, isBlank, isEscaped } from './dialect.ts';

/** Where a field is. */
export interface Field {
  /** Its text is [start, end), with its escapes. */
  readonly start: number;
  readonly end: number;
  /** Where it ends with all that is left out: at a delimiter, a line end or the end of the bytes. */
  readonly next: number;
  readonly isQuoted: boolean;
  /** Whether there is anything in it that {@link copyUnescaped} leaves out. */
  readonly isEscaped: boolean;
  /** Text stands after a closing quote, from `end` + 1 on. */
  readonly isMalformed: boolean;
  /** The bytes end inside a quote. */
  readonly isOpen: boolean;
}

/** Finds the field at `from` of [from, limit), the slow way, in any dialect. */
export function readField(bytes: Uint8Array, from: number, limit: number, dialect: Dialect): Field {
  const start = dialect.trim ? skipBlanks(bytes, from, limit, dialect) : from;
  const isQuoted = start < limit && bytes[start] === ascii.quote;
  return isQuoted ? quotedField(bytes, start + 1, limit, dialect) : plainField(bytes, start, limit, dialect);
}

function quotedField(bytes: Uint8Array, start: number, limit: number, dialect: Dialect): Field {
  let escaped = false;
  let at = start;
  for (; at < limit; at++) {
    const byte = bytes[at];
    const behind = at + 1 < limit ? bytes[at + 1] : undefined;
    const isPair =
      (byte === ascii.quote && behind === ascii.quote) ||
      (byte === dialect.escaper && behind !== undefined && isEscaped(behind, dialect, true));
    if (isPair) {
      escaped = true;
      at++;
    } else if (byte === ascii.quote) break;
  }
  const isOpen = at >= limit;
  const closed = Math.min(at + 1, limit);
  const from = dialect.trim ? skipBlanks(bytes, closed, limit, dialect) : closed;
  const next = fieldEnd(bytes, from, limit, dialect);
  const end = Math.min(at, limit);
  return { start, end, next, isQuoted: true, isEscaped: escaped, isMalformed: next > from, isOpen };
}

function plainField(bytes: Uint8Array, start: number, limit: number, dialect: Dialect): Field {
  const { escaper, delimiter, trim } = dialect;
  let escaped = false;
  let at = start;
  for (; at < limit && bytes[at] !== delimiter && !endsLine(bytes[at]); at++) {
    if (bytes[at] !== escaper || at + 1 >= limit || !isEscaped(bytes[at + 1], dialect, false)) continue;
    escaped = true;
    at++;
  }
  let end = at;
  while (trim && end > start && isBlank(bytes[end - 1], dialect)) end--;
  return { start, end, next: at, isQuoted: false, isEscaped: escaped, isMalformed: false, isOpen: false };
}

function fieldEnd(bytes: Uint8Array, from: number, limit: number, { delimiter }: Dialect): number {
  let at = from;
  while (at < limit && bytes[at] !== delimiter && !endsLine(bytes[at])) at++;
  return at;
}

function skipBlanks(bytes: Uint8Array, from: number, limit: number, dialect: Dialect): number {
  let at = from;
  while (at < limit && isBlank(bytes[at], dialect)) at++;
  return at;
}

/** Copies a field's text to `into` without its escapes, and each doubled quote as one. @returns where the copy ends */
export function copyUnescaped(
  bytes: Uint8Array,
  { start, end, isQuoted }: Field,
  dialect: Dialect,
  into: Uint8Array,
  first: number,
): number {
  let to = first;
  for (let at = start; at < end; at++) {
    const isEscape =
      bytes[at] === dialect.escaper && at + 1 < end && isEscaped(bytes[at + 1], dialect, isQuoted);
    if (isEscape || (isQuoted && bytes[at] === ascii.quote)) at++;
    into[to++] = bytes[at]!;
  }
  return to;
}
