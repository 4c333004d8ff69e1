/**
 * State of one cell. Every cell of a block has one, whatever its column holds.
 *
 *   0      present: the column's value at this row counts
 *   1      unparsable: there is text, but it is no value of the column's type
 *   2 + t  missing, spelled as the t-th missing token of the contract
 */
export const cellState = { present: 0, unparsable: 1, missing: 2 } as const;

/** At most this many missing tokens: a state is one byte. */
export const maximumMissingTokens = 250;

/** At most this many numbers in a vector: a block of them must fit into memory. */
export const maximumDimension = 16_384;

/** Why a whole row can't be read, one byte a row. */
export const rowFault = { none: 0, ragged: 1, malformed: 2, tooLarge: 3 } as const;

/** Numbers, integers and timestamps (milliseconds since 1970 UTC). */
export interface NumberColumn {
  readonly type: 'numbers';
  /** One a row; anything where the state is not present. Always finite where it is. */
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

/** Categories and booleans (`true`, `false`). */
export interface CodeColumn {
  readonly type: 'codes';
  /** One a row, an index into `dictionary`; anything where the state is not present. */
  readonly codes: Uint32Array;
  /**
   * Distinct values in order of appearance. The same array grows from block to block; a reader starts a new
   * one when it gets too long, so what is cached by dictionary must be kept by its identity.
   */
  readonly dictionary: readonly string[];
  readonly states: Uint8Array;
}

/** Free text, never kept: its length, and the text of a row while the block lives. */
export interface TextColumn {
  readonly type: 'texts';
  /** UTF-16 code units, one a row. */
  readonly lengths: Uint32Array;
  readonly at: (row: number) => string;
  readonly states: Uint8Array;
}

/** Lists of numbers, all meant to have one length. */
export interface VectorColumn {
  readonly type: 'vectors';
  readonly dimension: number;
  /** Row after row, `dimension` numbers each; anything where the state is not present or the length another. */
  readonly values: Float64Array;
  /** How many numbers the cell has, one a row; the cell is present whatever its length. */
  readonly lengths: Uint32Array;
  readonly states: Uint8Array;
}

/** Values by their hash alone, to tell whether two are the same: 64 bits of what the file says, not of a number made of it. */
export interface IdentityColumn {
  readonly type: 'identities';
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Present wherever there is a value, of whatever type. */
  readonly states: Uint8Array;
}

/** The cells of one column of a block, by what they were decoded to. */
export type Column = NumberColumn | CodeColumn | TextColumn | VectorColumn | IdentityColumn;

/** A cell as the file has it, before any contract is applied: text in CSV, JSON's own types in JSON. */
export type RawCell = string | number | boolean | null | undefined | UndecodableText;

/**
 * Bytes that are no text: not UTF-8, or more than a category may have. They fit no kind of column. A list or an object
 * of a file with types of its own, as JSON: only a vector can be made of it.
 */
export interface UndecodableText {
  /** The nearest text, with U+FFFD for what is none. */
  readonly undecodable: string;
}

/** One row as the file has it, to explain and to quarantine. */
export interface RawRow {
  /** The row's own text, without its line end, cut at {@link maximumRawTextLength} characters. */
  readonly text: string;
  /** One for each column of the block, in its order; undefined where the row has none. */
  readonly cells: readonly RawCell[];
  /** Why it is malformed, where the reader knows more than its text shows: `it has no eventId`. */
  readonly reason?: string;
}

/** Characters of a row's text that are kept in quarantine. */
export const maximumRawTextLength = 65_536;

/** Some thousands of consecutive rows as typed columns. Lives until the next block is asked for. */
export interface ColumnBlock {
  /** Number of the block's first row in the batch, from 0, header and blank lines not counted. */
  readonly firstRow: number;
  readonly rowCount: number;
  /** Of a folder which part it is of, from 0. */
  readonly part?: number;
  /** In the order that the reader was asked for; undefined where the file has no such column. */
  readonly columns: readonly (Column | undefined)[];
  /** One of {@link rowFault} a row; the cells of a faulty row are all unparsable. */
  readonly faults: Uint8Array;
  /** Slow: for rows that are refused. */
  readonly raw: (row: number) => RawRow;
}

/** Gives a number to each value of a dictionary, by its code. */
export type NumbersByCode = (dictionary: readonly string[]) => readonly number[];

/** Asks for each value once, from block to block: dictionaries grow, they never change. Another dictionary begins anew. */
export function numbersByCode(numberOf: (value: string) => number): NumbersByCode {
  let known: readonly string[] = [];
  let numbers: number[] = [];
  return (dictionary) => {
    if (known !== dictionary) numbers = [];
    known = dictionary;
    for (let code = numbers.length; code < dictionary.length; code++)
      numbers.push(numberOf(dictionary[code]!));
    return numbers;
  };
}
