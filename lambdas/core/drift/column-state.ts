import type { ColumnProfile } from '../columns/column-profile.ts';
import type { ViolationCode } from '../contract/violation.ts';

/** One column of one set of rows: its profile, and how many rows broke each constraint on it. */
export interface ColumnState {
  readonly profile: ColumnProfile;
  readonly violations: ReadonlyMap<ViolationCode, number>;
  /** Set where the bins were made of other rows: what those have not is no wonder then. */
  readonly hasOtherBins?: boolean;
}
