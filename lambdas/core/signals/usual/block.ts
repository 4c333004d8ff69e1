import { cellCount, missingCount } from '../../columns/cell-counts.ts';
import type { ColumnProfile } from '../../columns/column-profile.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Association } from '../together/state.ts';
import { onCoarseBins } from './coarse.ts';
import { onPiles, pilesOf } from './piles.ts';

/** What is counted of one column in one block. */
export interface BlockColumn {
  /** Cells, and those that are missing and that are no value. */
  readonly cells: number;
  readonly missing: number;
  readonly invalid: number;
  /** Values, on coarse bins; undefined where none are compared. */
  readonly counts: ArrayLike<number> | undefined;
  /** The same of numbers by single values; see `pilesOf`. */
  readonly piles: ArrayLike<number> | undefined;
  readonly values: number;
  /** Values that are no category of any other block; undefined where not all categories are known. */
  readonly unseen: number | undefined;
  /** Values smaller and larger than those of all other blocks; undefined where they are no numbers. */
  readonly beyond: BothSides | undefined;
}

/** Values at either end of a column. */
export interface BothSides {
  readonly below: number;
  readonly above: number;
}

/** Some rows of a source, as they are held against all of its reference. */
export interface Block {
  readonly rows: number;
  readonly columns: readonly BlockColumn[];
  /** Of all rows, or of a sample of them. */
  readonly association: Association | undefined;
}

/** Rows that were profiled on a yardstick as a block of its source. */
export function blockOfProfile(
  { columns, rows, association }: Pick<Profile, 'columns' | 'rows' | 'association'>,
  bins: readonly ColumnBins[],
  coarse: readonly ColumnBins[],
): Block {
  return {
    rows: rows.read,
    association,
    columns: columns.map(({ cells, values }, index) => ({
      cells: cellCount(cells),
      missing: missingCount(cells),
      invalid: cells.unparsable,
      counts: onCoarseBins(bins[index]!, coarse[index]!, values),
      piles: values.type === 'numbers' ? onPiles(values.bins, pilesOf(bins.length)) : undefined,
      values: values.type === 'texts' ? 0 : values.count,
      unseen: unseenIn(values, bins[index]!),
      beyond: beyondIn(values),
    })),
  };
}

function unseenIn(values: ColumnProfile['values'], bins: ColumnBins): number | undefined {
  return values.type === 'codes' && bins.type === 'codes' && bins.complete ? values.unseen.count : undefined;
}

/** The outermost bins are open, and the reference has no value in them. */
function beyondIn(values: ColumnProfile['values']): BothSides | undefined {
  return values.type === 'numbers' ? { below: values.bins[0]!, above: values.bins.at(-1)! } : undefined;
}
