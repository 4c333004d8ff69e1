import type { ColumnBlock } from '../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../core/block/column-request.ts';
import type { DeclaredType } from '../core/contract/evidence/column-evidence.ts';
import type { WriterFacts } from './parquet/writer-facts.ts';
import type { CountedRows, RowSlice } from './slices/row-slice.ts';

/** The formats that batches and references come in. */
export type BatchFormat = TableFormat | EventFormat;

/** Those that any program writes. */
export type TableFormat = 'csv' | 'jsonl' | 'parquet';

/** What SageMaker writes for an endpoint: requests with their answers, and what turned out to be true of them. */
export type EventFormat = 'data-capture' | 'ground-truth';

/** How the bytes of the file were packed, besides what a format does inside. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** How a CSV file is written, as far as it must be known to write more of it. */
export interface DialectInText {
  readonly delimiter: string;
  /** What escapes quotes within cells; undefined where they are doubled. */
  readonly escape?: string;
  /** Whether blanks around cells are left out. */
  readonly trim?: boolean;
  /** Of all cells of a row, in its order; empty where a column has no name and is left out. */
  readonly cellNames: readonly string[];
}

/** A batch file that has been opened: what it calls its columns, and its rows as blocks. */
export interface OpenBatch {
  readonly format: BatchFormat;
  readonly compression: Compression;
  /**
   * Whether the cells are texts that are read as numbers, dates and so on (CSV), or have types of their own (JSON,
   * Parquet). A typed cell is never read as another type: the text `"5"` is no number.
   */
  readonly cells: 'text' | 'typed';
  /** What the owner should know although the file can be read, a sentence each: `gzip, although named .csv`. */
  readonly notes: readonly string[];
  /** As the file names them, in its order; unique and not empty. */
  readonly columnNames: readonly string[];
  /** What the file itself says of the values of its columns, by name; absent where the format does not tell. */
  readonly declared?: ReadonlyMap<string, DeclaredType>;
  /** Columns that only number the rows, as pandas writes its index. */
  readonly indexColumns?: readonly string[];
  /** How a CSV file is written. */
  readonly dialect?: DialectInText;
  /** The program that wrote the file, where the format tells. */
  readonly writer?: WriterFacts;
  /**
   * Reads the whole file once, from the beginning; can be called again.
   *
   * @param columns  what to decode; a name that the file does not have gives an undefined column, one that is asked for in
   *   several decodings a column for each
   * @param slice  by default all of it
   * @throws UnreadableBatchError when the file turns out unreadable on the way
   */
  blocks(columns: readonly ColumnRequest[], spelling: Spelling, slice?: RowSlice): AsyncIterable<ColumnBlock>;
  /**
   * Counts the rows that begin in [from, to), in bytes. Absent where rows can't be read from the middle: then all of them begin where
   * the file does.
   */
  readonly countRows?: (from: number, to: number) => Promise<CountedRows>;
}
