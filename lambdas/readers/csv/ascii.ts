/** The bytes that CSV is made of. */
export const ascii = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  blank: 32,
  quote: 34,
  comma: 44,
  backslash: 92,
} as const;

/** Whether a byte ends a line; CRLF is two ends with an empty line between, and empty lines are no rows. */
export function endsLine(byte: number | undefined): boolean {
  return byte === ascii.lineFeed || byte === ascii.carriageReturn;
}
