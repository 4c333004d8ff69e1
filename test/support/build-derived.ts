import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../lambdas/core/columns/collect-bins.ts';
import type { ColumnBins } from '../../lambdas/core/columns/reference-bins.ts';
import { compileCheck } from '../../lambdas/core/contract/check/check-block.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import type { Comparison } from '../../lambdas/core/profile/comparison.ts';
import { accumulateProfile, type Profile } from '../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../lambdas/core/profile/yardstick.ts';
import { collectDerived, type DerivedReference } from '../../lambdas/core/signals/derived/collect-derived.ts';
import { deriveColumns } from '../../lambdas/core/signals/derived/derive-columns.ts';
import type { DerivedPlan } from '../../lambdas/core/signals/derived/plan.ts';
import { binsTypes } from '../../lambdas/pipeline/reference/read-reference-rows.ts';

/** When batches of tests arrive: noon of the first day of 2026. */
export const receivedAtMs = Date.UTC(2026, 0, 1, 12);

/** The bins of a reference with those of its derived columns. */
export function buildDerived(
  contract: Contract,
  ...blocks: readonly ColumnBlock[]
): { readonly bins: readonly ColumnBins[]; readonly derived: DerivedReference } {
  const check = compileCheck(contract);
  const own = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  const collector = collectDerived(contract.columns, receivedAtMs);
  for (const block of blocks) {
    const refused = check(block);
    own.add(block, refused);
    collector.add(block, refused);
  }
  const derived = collector.derived();
  return { bins: [...own.bins(), ...derived.bins], derived };
}

/** The profile of rows in one pass, derived columns too. */
export function buildDerivedProfile(
  contract: Contract,
  bins: readonly ColumnBins[],
  plan: DerivedPlan,
  ...blocks: readonly ColumnBlock[]
): Profile {
  const check = compileCheck(contract);
  const accumulator = accumulateProfile(yardstickOf(contract, { bins, derived: plan }));
  const derive = deriveColumns(plan, { contractColumns: contract.columns.length, receivedAtMs });
  for (const block of blocks) {
    const refused = check(block);
    accumulator.add(derive(block, refused), refused);
  }
  return accumulator.profile();
}

/** A batch and its reference with derived columns, ready to be compared. */
export function buildDerivedComparison(
  contract: Contract,
  reference: ColumnBlock,
  current: ColumnBlock,
): Comparison {
  const { bins, derived } = buildDerived(contract, reference);
  return {
    contract,
    yardstick: yardstickOf(contract, { bins, derived: derived.plan }),
    reference: {
      profile: buildDerivedProfile(contract, bins, derived.ofReference, reference),
      violations: [],
    },
    current: { profile: buildDerivedProfile(contract, bins, derived.plan, current), violations: [] },
  };
}
