import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../lambdas/core/columns/collect-bins.ts';
import type { ColumnBins } from '../../lambdas/core/columns/reference-bins.ts';
import { compileCheck } from '../../lambdas/core/contract/check/check-block.ts';
import { maskValues } from '../../lambdas/core/contract/check/mask-values.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import type { Comparison } from '../../lambdas/core/profile/comparison.ts';
import { accumulateProfile, type Profile } from '../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../lambdas/core/profile/yardstick.ts';
import type { SegmentPlan } from '../../lambdas/core/signals/segments/plan.ts';
import { draftSegments, fixSegments } from '../../lambdas/core/signals/segments/plan-segments.ts';
import { binsTypes } from '../../lambdas/pipeline/reference/read-reference-rows.ts';

/** What a reference with segments fixes for its batches, and its own profile. */
export interface FixedSegments {
  readonly contract: Contract;
  readonly bins: readonly ColumnBins[];
  readonly segments: SegmentPlan;
  readonly reference: Profile;
}

/** Reads a reference twice, as the pipeline does. */
export function fixSegmentsByReference(contract: Contract, ...blocks: readonly ColumnBlock[]): FixedSegments {
  const check = compileCheck(contract);
  const mask = maskValues(contract);
  const collector = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  for (const block of blocks) collector.add(mask(block), check(block));
  const bins = collector.bins();
  const draft = draftSegments(contract, bins, collector.counts());
  if (!draft) throw new Error('the contract names no segment column');
  const { segments, profile } = fixSegments(
    draft,
    profileBySegment({ contract, bins, segments: draft }, ...blocks),
  );
  return { contract, bins, segments, reference: profile };
}

/** The profile of rows given as blocks, by segment too. */
export function profileBySegment(
  { contract, bins, segments }: Pick<FixedSegments, 'contract' | 'bins' | 'segments'>,
  ...blocks: readonly ColumnBlock[]
): Profile {
  const check = compileCheck(contract);
  const mask = maskValues(contract);
  const accumulator = accumulateProfile(yardstickOf(contract, { bins, segments }));
  for (const block of blocks) accumulator.add(mask(block), check(block));
  return accumulator.profile();
}

/** A batch and its reference, ready to be compared, by segment too. */
export function compareSegmentsWith(fixed: FixedSegments, current: ColumnBlock): Comparison {
  const { contract, bins, segments, reference } = fixed;
  return {
    contract,
    yardstick: yardstickOf(contract, { bins, segments }),
    reference: { profile: reference, violations: [] },
    current: { profile: profileBySegment(fixed, current), violations: [] },
  };
}
