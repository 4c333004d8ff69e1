import type { ColumnProfile } from '../columns/column-profile.ts';
import type { ColumnContract } from '../contract/contract.ts';
import type { ViolationCode } from '../contract/violation.ts';
import type { ProfiledRows } from '../profile/comparison.ts';
import type { ComparedColumn } from '../profile/yardstick.ts';
import type { UsualSpread } from './usual/limits.ts';

/** One column of one set of rows: its profile, and how many rows broke each constraint on it. */
export interface ColumnState {
  readonly profile: ColumnProfile;
  readonly violations: ReadonlyMap<ViolationCode, number>;
  /** Set where the bins were made of other rows: what those have not is no wonder then. */
  readonly hasOtherBins?: boolean;
}

/** @returns undefined where the rows have no such column */
export function columnState(
  { profile, violations, hasOtherBins = false }: ProfiledRows,
  { id, index }: Pick<ComparedColumn, 'id' | 'index'>,
): ColumnState | undefined {
  const columnProfile = profile.columns[index];
  if (!columnProfile) return undefined;
  const counts = violations
    .filter((violation) => violation.column === id)
    .map(({ code, count }): [ViolationCode, number] => [code, count]);
  return { profile: columnProfile, violations: new Map(counts), hasOtherBins };
}

/**
 * What of a column is compared. Labels come later than their rows, or never: those that a batch does not have yet are no drift.
 *
 * @returns undefined where the rows have no label
 */
export function comparedState(
  { isLabel }: Pick<ComparedColumn, 'isLabel'>,
  state: ColumnState,
): ColumnState | undefined {
  if (!isLabel) return state;
  const { profile } = state;
  if (profile.cells.present + profile.cells.unparsable === 0) return undefined;
  const cells = { ...profile.cells, missing: profile.cells.missing.map(() => 0) };
  return { ...state, profile: { ...profile, cells } };
}

/** How the tests of a column are judged. */
export interface Judging {
  /** Of the model. */
  readonly alpha: number;
  /** Least share of rows that matters, for all columns of the model. */
  readonly minEffect: number;
  /** Share of the batch's rows that the tests are of: what is critical, is so by its share of all rows. */
  readonly shareOfBatch: number;
  readonly ofSegment?: true;
  /** What is usual for the source: of whole batches, not of segments. */
  readonly usual?: UsualSpread | undefined;
  /** Whether what is usual is still being learned: then only what is gross, and new to the source, is critical. */
  readonly isLearning?: boolean;
}

/** What the tests of a column have in common: the weight of its own alpha, and whose rows they are of. */
export function testOf(
  { drift }: { readonly drift?: ColumnContract['drift'] },
  { alpha, ofSegment }: Pick<Judging, 'alpha' | 'ofSegment'>,
): { readonly weight: number; readonly ofSegment?: true } {
  return { weight: (drift?.alpha ?? alpha) / alpha, ...(ofSegment ? { ofSegment } : {}) };
}
