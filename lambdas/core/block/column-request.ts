import type { BooleanSpellings } from './cell-grammar.ts';
import type { NumberSpelling } from './number-spelling.ts';
import type { WrittenTimes } from './written-time.ts';

/**
 * How a reader decodes a column. Of cells with types of their own:
 *
 *   number, integer  numbers; an integer has no fraction. What is not finite is missing where
 *                    `NaN`, `Infinity` or `-Infinity` is a missing token
 *   timestamp        ISO 8601 texts, and Parquet's own timestamps and dates; plain numbers are not
 *   boolean          booleans
 *   category         texts; numbers and booleans as JavaScript writes them
 *   text             texts
 *   vector           lists of finite numbers
 *   identity         anything: texts by their bytes, numbers by their digits as they are written
 *
 * Nulls and absent keys are missing, counted as the empty text (as the first token where that is none); so is a text that
 * is a missing token, whatever the column, and a category whose text is one. Everything else is unparsable.
 */
export type Decoding =
  | 'number'
  | 'integer'
  | 'timestamp'
  | 'boolean'
  | 'category'
  | 'text'
  | 'vector'
  | 'identity';

/** A column that a reader is asked for. */
export interface ColumnRequest {
  readonly name: string;
  readonly decoding: Decoding;
  /** Of vectors: how many numbers each is meant to have. */
  readonly dimension?: number | undefined;
  /** Of timestamps: how they are written, where not as ISO 8601. */
  readonly times?: WrittenTimes | undefined;
}

/** What the contract says of the spelling of cells. */
export interface Spelling {
  /** Texts that mean "missing", compared exactly. The empty text is one of them unless the contract says otherwise. */
  readonly missingTokens: readonly string[];
  /** Of text cells; by default those of `defaultBooleans`. */
  readonly booleans?: BooleanSpellings;
  /** Of text cells; by default numbers as JSON has them. */
  readonly csv?: NumberSpelling;
}
