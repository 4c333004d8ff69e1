import { ascii, endsLine } from './ascii.ts';

/** How a CSV file is written, by the bytes that mean something. */
export interface Dialect {
  readonly delimiter: number;
  /** Takes its meaning from what stands behind it, see {@link isEscaped}; undefined where quotes are doubled alone. */
  readonly escaper?: number | undefined;
  /** Lines that begin with it are no rows. */
  readonly comment?: number | undefined;
  /** Whether blanks and tabs around cells, and around their quotes, are none of theirs. */
  readonly trim?: boolean | undefined;
}

/** Whether a file is written as RFC 4180 says, but for its delimiter. */
export function isPlain({ escaper, comment, trim = false }: Dialect): boolean {
  return escaper === undefined && comment === undefined && !trim;
}

/**
 * Whether an escape takes the meaning of the byte behind it: of a quote and of itself, outside quotes of delimiters and line ends, too,
 * as MySQL writes them. Before all else it is a character like any other: `C:\dir`, `\N`.
 */
export function isEscaped(
  byte: number | undefined,
  { delimiter, escaper }: Dialect,
  inQuotes: boolean,
): boolean {
  if (byte === ascii.quote || byte === escaper) return true;
  return !inQuotes && (byte === delimiter || endsLine(byte));
}

/** Whether a byte is a blank that may be left out around cells. */
export function isBlank(byte: number | undefined, { delimiter }: Dialect): boolean {
  return (byte === ascii.blank || byte === ascii.tab) && byte !== delimiter;
}
