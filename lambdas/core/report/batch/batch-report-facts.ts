import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Result } from '../../result/result-schema.ts';
import type { AssociationPlan } from '../../signals/together/plan.ts';
import type { Place } from '../../text/places.ts';

/** What the drawings are made from. */
export interface DrawnProfiles {
  readonly contract: Contract;
  /** The reference's, one for each column of the contract, in its order. */
  readonly bins: readonly ColumnBins[];
  /** What the reference keeps of the columns together; without it there is no matrix. */
  readonly association?: AssociationPlan | undefined;
  readonly reference: Profile;
  readonly current: Profile;
}

/** Everything that the report of a batch shows. */
export interface BatchReportFacts {
  readonly result: Result;
  /** Absent where nothing was compared: the batch was rejected, or the model has no reference. */
  readonly profiles?: DrawnProfiles;
  /** Where the result, the quarantined rows and the batch lie. */
  readonly places: readonly Place[];
}
