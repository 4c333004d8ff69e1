import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../lambdas/core/columns/collect-bins.ts';
import type { ColumnBins } from '../../lambdas/core/columns/reference-bins.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import { compareProfiles } from '../../lambdas/core/drift/compare-profiles.ts';
import type { ProfiledRows } from '../../lambdas/core/drift/measure-columns.ts';
import { accumulateProfile, type Profile } from '../../lambdas/core/profile/profile.ts';
import type { Drift } from '../../lambdas/core/result/result-schema.ts';
import type { AssociationPlan } from '../../lambdas/core/signals/together/plan.ts';
import { planAssociation } from '../../lambdas/core/signals/together/plan-association.ts';
import { binsTypes } from '../../lambdas/pipeline/reference/read-reference-rows.ts';

/** A reference, made as Plumbline makes one: bins and plan from a first pass, the profile from a second. */
export interface BenchReference {
  readonly contract: Contract;
  readonly bins: readonly ColumnBins[];
  readonly association: AssociationPlan;
  readonly profile: Profile;
  /** Its rows: the rule of three standard deviations cuts them into chunks. */
  readonly block: ColumnBlock;
}

export function benchReference(contract: Contract, block: ColumnBlock): BenchReference {
  const collector = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  collector.add(block, new Uint8Array(block.rowCount));
  const bins = collector.bins();
  const association = planAssociation(contract.columns, collector.counts());
  return { contract, bins, association, profile: profileOf({ contract, bins, association }, block), block };
}

/** The profile of rows none of which is refused. */
export function profileOf(
  { contract, bins, association }: Pick<BenchReference, 'contract' | 'bins' | 'association'>,
  block: ColumnBlock,
): Profile {
  const accumulator = accumulateProfile(bins, contract.missingTokens.length, association);
  accumulator.add(block, new Uint8Array(block.rowCount));
  return accumulator.profile();
}

/** What Plumbline says of a batch. */
export function judgeBatch(
  { contract, bins, association, profile }: BenchReference,
  current: Profile,
  violations: ProfiledRows['violations'] = [],
): Drift {
  return compareProfiles({
    contract,
    bins,
    association,
    reference: { profile, violations: [] },
    current: { profile: current, violations },
  });
}
