import type { Profile } from '../../profile/profile.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import type { Result } from '../../result/result-schema.ts';
import type { Place } from '../../text/places.ts';

/** What the drawings are made from. */
export interface DrawnProfiles {
  readonly yardstick: Yardstick;
  /** Ids of the columns whose single values are not shown. */
  readonly sensitive: ReadonlySet<string>;
  readonly reference: Profile;
  readonly current: Profile;
}

/** Everything that the report of a batch shows. */
export interface BatchReportFacts {
  readonly result: Result;
  /** Absent where nothing was compared: the batch was rejected, or the model has no reference. */
  readonly profiles?: DrawnProfiles;
  /** What to do about the batch, the likeliest first; empty where there is nothing to do. */
  readonly nextSteps: readonly string[];
  /** Where the result, the quarantined rows and the batch lie. */
  readonly places: readonly Place[];
}
