import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../lambdas/core/columns/collect-bins.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import { compareProfiles } from '../../lambdas/core/drift/compare-profiles.ts';
import type { ProfiledRows } from '../../lambdas/core/profile/comparison.ts';
import { accumulateProfile, type Profile } from '../../lambdas/core/profile/profile.ts';
import { type Yardstick, yardstickOf } from '../../lambdas/core/profile/yardstick.ts';
import type { Drift } from '../../lambdas/core/result/result-schema.ts';
import { planAssociation } from '../../lambdas/core/signals/together/plan-association.ts';
import { binsTypes } from '../../lambdas/pipeline/reference/read-reference-rows.ts';

/** A reference, made as Plumbline makes one: bins and plan from a first pass, the profile from a second. */
export interface BenchReference {
  readonly contract: Contract;
  readonly yardstick: Yardstick;
  readonly profile: Profile;
  /** Its rows: the rule of three standard deviations cuts them into chunks. */
  readonly block: ColumnBlock;
}

export function benchReference(contract: Contract, block: ColumnBlock): BenchReference {
  const collector = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  collector.add(block, new Uint8Array(block.rowCount));
  const association = planAssociation(contract.columns, collector.counts());
  const yardstick = yardstickOf(contract, { bins: collector.bins(), association });
  return { contract, yardstick, profile: profileOf({ yardstick }, block), block };
}

/** The profile of rows none of which is refused. */
export function profileOf({ yardstick }: Pick<BenchReference, 'yardstick'>, block: ColumnBlock): Profile {
  const accumulator = accumulateProfile(yardstick);
  accumulator.add(block, new Uint8Array(block.rowCount));
  return accumulator.profile();
}

/** What Plumbline says of a batch. */
export function judgeBatch(
  { contract, yardstick, profile }: BenchReference,
  current: Profile,
  violations: ProfiledRows['violations'] = [],
): Drift {
  return compareProfiles({
    contract,
    yardstick,
    reference: { profile, violations: [] },
    current: { profile: current, violations },
  });
}
