import { endsLine } from './ascii.ts';
import type { Dialect } from './dialect.ts';
import { copyUnescaped, type Field, readField } from './read-field.ts';

/** One record as texts, quotes and escapes taken off. */
export interface SplitRecord {
  readonly fields: readonly string[];
  /** Where the record ends: at its line end, which is not part of it, or at the end of the bytes. */
  readonly end: number;
  /** Text stands after a closing quote; it is kept in the field. */
  readonly malformed: boolean;
  /** The bytes end inside a quote. */
  readonly open: boolean;
}

/** Splits the record at `from`, the slow way, by the rules of the block scanners. Bytes that are no UTF-8 become U+FFFD. */
export function splitRecord(bytes: Buffer, from: number, dialect: Dialect): SplitRecord {
  const fields: string[] = [];
  let malformed = false;
  for (let at = from; ; at++) {
    const field = readField(bytes, at, bytes.length, dialect);
    at = field.next;
    malformed ||= field.isMalformed;
    fields.push(textOf(bytes, field, dialect));
    if (at >= bytes.length || endsLine(bytes[at])) return { fields, end: at, malformed, open: field.isOpen };
  }
}

function textOf(bytes: Buffer, field: Field, dialect: Dialect): string {
  const { start, end, next, isEscaped, isMalformed } = field;
  const rest = isMalformed ? bytes.toString('utf8', end + 1, next) : '';
  if (!isEscaped) return bytes.toString('utf8', start, end) + rest;
  const copy = Buffer.alloc(end - start);
  return copy.toString('utf8', 0, copyUnescaped(bytes, field, dialect, copy, 0)) + rest;
}
