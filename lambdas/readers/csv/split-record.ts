import { ascii, endsLine } from './ascii.ts';

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

/**
 * Splits the record at `from`, the slow way, by the rules of the block scanner. Bytes that are no UTF-8 become U+FFFD.
 *
 * @param delimiter  one byte
 */
export function splitRecord(bytes: Buffer, from: number, delimiter: number): SplitRecord {
  const fields: string[] = [];
  let malformed = false;
  for (let at = from; ; at++) {
    const quoted = readQuoted(bytes, at);
    at = quoted.end;
    while (at < bytes.length && bytes[at] !== delimiter && !endsLine(bytes[at])) at++;
    malformed ||= quoted.closed && at > quoted.end;
    fields.push(quoted.text + bytes.toString('utf8', quoted.end, at));
    if (at >= bytes.length || bytes[at] !== delimiter)
      return { fields, end: at, malformed, open: quoted.open };
  }
}

interface Quoted {
  readonly text: string;
  readonly end: number;
  readonly closed: boolean;
  readonly open: boolean;
}

/** The quoted part of the field at `at`; nothing when the field has no quote there. */
function readQuoted(bytes: Buffer, at: number): Quoted {
  if (bytes[at] !== ascii.quote) return { text: '', end: at, closed: false, open: false };
  let text = '';
  for (let from = at + 1; ; ) {
    const quote = bytes.indexOf(ascii.quote, from);
    if (quote < 0) {
      return { text: text + bytes.toString('utf8', from), end: bytes.length, closed: false, open: true };
    }
    text += bytes.toString('utf8', from, quote);
    if (bytes[quote + 1] !== ascii.quote) return { text, end: quote + 1, closed: true, open: false };
    text += '"';
    from = quote + 2;
  }
}
