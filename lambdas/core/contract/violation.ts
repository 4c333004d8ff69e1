/** Every way to break a contract. A closed list: people filter and count by these. */
export const violationCodes = [
  'missing-column',
  'extra-column',
  'duplicate-column',
  'missing-value',
  'wrong-type',
  'out-of-range',
  'unknown-category',
  'pattern-mismatch',
  'too-long',
  'not-finite',
  'wrong-dimension',
  'duplicate-id',
  'cross-column',
  'ragged-row',
  'malformed-row',
  'row-count',
  'rejected-share',
  'empty-batch',
  'unreadable',
  'too-large',
  'unsupported-format',
  'invalid-contract',
  'no-contract',
] as const;

/** How a contract was broken: stable, in kebab-case. */
export type ViolationCode = (typeof violationCodes)[number];

/** One breach of one constraint, by a row or by the batch as a whole. */
export interface Violation {
  readonly code: ViolationCode;
  /** Absent where the breach is not of one column. Comes from the file or the contract: never trusted. */
  readonly column?: string;
  /** A sentence for the owner of the data. */
  readonly message: string;
  readonly expected?: string;
  /** What stood there, cut at {@link maximumFoundLength} characters. */
  readonly found?: string;
}

/** Characters of an offending value that a violation quotes. */
const maximumFoundLength = 80;

/** Cuts a value for a message; what was cut shows as an ellipsis. */
export function quoteFound(value: unknown): string {
  // JSON has no infinity: it would show as null.
  const isPlain = typeof value === 'string' || typeof value === 'number';
  const text = isPlain ? String(value) : (JSON.stringify(value) ?? String(value));
  if (text.length <= maximumFoundLength) return text;
  // A character of two code units is kept whole or left out.
  return `${text.slice(0, maximumFoundLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
