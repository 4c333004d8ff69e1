import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../lambdas/core/columns/collect-bins.ts';
import type { ColumnBins } from '../../lambdas/core/columns/reference-bins.ts';
import { compileCheck } from '../../lambdas/core/contract/check/check-block.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import type { Comparison } from '../../lambdas/core/profile/comparison.ts';
import { accumulateProfile, type Profile } from '../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../lambdas/core/profile/yardstick.ts';
import type { AssociationPlan } from '../../lambdas/core/signals/together/plan.ts';
import { planAssociation } from '../../lambdas/core/signals/together/plan-association.ts';
import { binsTypes } from '../../lambdas/pipeline/reference/read-reference-rows.ts';

/** What a reference fixes for its batches. */
export interface Fixed {
  readonly contract: Contract;
  readonly bins: readonly ColumnBins[];
  readonly association: AssociationPlan;
}

/** The bins of a reference given as blocks, and the plan of what is kept of its columns together. */
export function fixByReference(contract: Contract, ...blocks: readonly ColumnBlock[]): Fixed {
  const check = compileCheck(contract);
  const collector = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  for (const block of blocks) collector.add(block, check(block));
  return {
    contract,
    bins: collector.bins(),
    association: planAssociation(contract.columns, collector.counts()),
  };
}

/** The profile of rows given as blocks, with what is kept of the columns together. */
export function profileTogether(fixed: Fixed, ...blocks: readonly ColumnBlock[]): Profile {
  const { contract, bins, association } = fixed;
  const check = compileCheck(contract);
  const accumulator = accumulateProfile(yardstickOf(contract, { bins, association }));
  for (const block of blocks) accumulator.add(block, check(block));
  return accumulator.profile();
}

/** A batch and its reference, ready to be compared, their columns together too. */
export function compareTogetherWith(fixed: Fixed, reference: Profile, current: ColumnBlock): Comparison {
  const { contract, bins, association } = fixed;
  return {
    contract,
    yardstick: yardstickOf(contract, { bins, association }),
    reference: { profile: reference, violations: [] },
    current: { profile: profileTogether(fixed, current), violations: [] },
  };
}
