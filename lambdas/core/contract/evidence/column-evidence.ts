import type { NumberEvidence } from './number-evidence.ts';

/** What the present cells of a column are, each counted once. */
export interface CellCounts {
  readonly numbers: number;
  readonly timestamps: number;
  readonly booleans: number;
  /** Lists of finite numbers. */
  readonly lists: number;
  /** All other texts; of cells with types of their own all texts but timestamps. */
  readonly texts: number;
  /** Numbers that are not finite. */
  readonly infinite: number;
  /** What no kind of column holds: objects, lists of other things, bytes that are no text. */
  readonly others: number;
}

/** Numbers that a text would be if it were written otherwise. */
export interface NearNumbers {
  /** Texts of a file with types of its own: `"5"` */
  readonly texts: number;
  /** `" 5"` */
  readonly blanks: number;
  /** `1,234.5`, `1.234,5` or `5,5` */
  readonly separators: number;
  /** `$5`, `5 EUR` or `5%` */
  readonly units: number;
}

/** What a column of a reference showed, over all rows that could be split. */
export interface ColumnEvidence {
  readonly present: number;
  readonly missing: number;
  /** Missing cells by the missing token that stands there; absent cells and nulls as the empty text. */
  readonly missingAs: ReadonlyMap<string, number>;
  readonly cells: CellCounts;
  readonly numbers: NumberEvidence;
  /** How many lists there are of each length. */
  readonly lengths: ReadonlyMap<number, number>;
  /** Texts that are neither a number nor a time, a boolean or a list; complete while no more than `mostOdd`. */
  readonly odd: ReadonlyMap<string, number>;
  /** Numbers that are not finite, of cells with types of their own: `Infinity` and `-Infinity`. */
  readonly infinite: ReadonlyMap<string, number>;
  readonly near: NearNumbers;
  /** Formats of strftime by which all texts are times. */
  readonly formats: readonly string[];
  /** Of the longest text, in characters (Unicode code points). */
  readonly longest: number;
  /** Whether a text is longer than a category may be. */
  readonly long: boolean;
  /** How often each value was seen, at most `maximumDistinctKept` of them; empty where numbers alone were read. */
  readonly distinct: ReadonlyMap<string, number>;
  /** Whether those are all. */
  readonly complete: boolean;
  /** Whether no value was seen twice, as far as they were kept. */
  readonly unique: boolean;
}

/** What a file itself says of the values of a column, whatever they look like. */
export type DeclaredType = 'float' | 'integer' | 'boolean' | 'timestamp' | 'text';

/** A column of a reference. */
export interface NamedEvidence {
  readonly name: string;
  readonly evidence: ColumnEvidence;
  readonly declared?: DeclaredType | undefined;
  /** Whether numbers are written with a point although they are whole: `5.0`. */
  readonly isWrittenAsFraction?: boolean;
  /** Whether whole numbers are written with zeros before them, as postcodes are: `01234`. */
  readonly isCode?: boolean;
  /** Whether the program that wrote the file numbered its rows in it. */
  readonly isIndex?: boolean;
}
