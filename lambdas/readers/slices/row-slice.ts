/**
 * A stretch of a file, or of the files of a folder one behind the other, whose rows are read by themselves: those that begin in it,
 * each to its end. In bytes; the rows of what can't be read from the middle all begin where it begins.
 */
export interface RowSlice {
  /** 0, or where a row begins. */
  readonly from: number;
  /** Where the first row behind it begins, or the end. */
  readonly to: number;
  /** Number of its first row in the batch, from 0. */
  readonly firstRow: number;
}

/** How rows begin in a stretch that may begin anywhere. */
export interface CountedRows {
  /**
   * One where it does not depend on what stands before; else one for each state that the bytes before can leave, by that state. See
   * row-states.ts.
   */
  readonly outcomes: readonly CountedOutcome[];
}

/** What is counted in a stretch, should the bytes before leave a state. */
export interface CountedOutcome {
  readonly before: number;
  /** Rows that begin in it. */
  readonly rows: number;
  /** Where the first of them does; null where there is none. */
  readonly first: number | null;
  /** The state that it leaves to the bytes behind it. */
  readonly after: number;
}

/** Of a stretch in which rows are known to begin, whatever stands before. */
export function knownRows(rows: number, first: number | null): CountedRows {
  return { outcomes: [{ before: 0, rows, first, after: 0 }] };
}
