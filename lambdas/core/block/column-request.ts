/** How a reader decodes a column. */
export type Decoding = 'number' | 'integer' | 'timestamp' | 'boolean' | 'category' | 'text';

/** A column that a reader is asked for. */
export interface ColumnRequest {
  readonly name: string;
  readonly decoding: Decoding;
}

/** What the contract says of the spelling of cells. */
export interface Spelling {
  /** Texts that mean "missing", compared exactly. The empty text is one of them unless the contract says otherwise. */
  readonly missingTokens: readonly string[];
}
