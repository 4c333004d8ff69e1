import { smallestDetectableKs } from '../stats/tests/smallest-detectable-shift.ts';

/** What batches against a reference can show depends on. */
export interface ReferenceSize {
  /** Rows of the reference that keep the contract. */
  readonly rows: number;
  /** Columns that are compared. */
  readonly columns: number;
  /** The level that all of their tests share. */
  readonly alpha: number;
}

/**
 * The smallest shift of a column that a batch shows against a reference with 80 % power, if each column has an equal part of the
 * level.
 *
 * @param batchRows  rows of the batch, 1 or more
 * @returns a share of the rows, in (0, 1]
 */
export function referenceResolution({ rows, columns, alpha }: ReferenceSize, batchRows: number): number {
  return smallestDetectableKs({ n: Math.max(1, rows), m: batchRows, alpha: alpha / Math.max(1, columns) });
}
