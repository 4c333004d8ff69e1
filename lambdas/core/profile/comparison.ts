import type { Contract } from '../contract/contract.ts';
import type { Level } from '../contract/level.ts';
import type { ViolationCount } from '../result/result-schema.ts';
import type { Profile } from './profile.ts';
import type { Yardstick } from './yardstick.ts';

/** One set of rows: what its pass over the bytes left. */
export interface ProfiledRows {
  readonly profile: Profile;
  /** What rows broke, by code and column. */
  readonly violations: readonly ViolationCount[];
  /** Set where they stand in for the reference, whose bins are not made of them. */
  readonly hasOtherBins?: boolean;
}

/** Two sets of rows on one yardstick, and the contract that says what matters. */
export interface Comparison {
  readonly contract: Contract;
  readonly yardstick: Yardstick;
  readonly reference: ProfiledRows;
  readonly current: ProfiledRows;
  /** The share of undrifted batches that may raise an alarm; by default the contract's. */
  readonly level?: Level | undefined;
}
