import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { collectBins } from '../../lambdas/core/columns/collect-bins.ts';
import type { ColumnBins } from '../../lambdas/core/columns/reference-bins.ts';
import { compileCheck } from '../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../lambdas/core/contract/check/explain-refused-row.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import type { Comparison, ProfiledRows } from '../../lambdas/core/profile/comparison.ts';
import { accumulateProfile, type Profile } from '../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../lambdas/core/profile/yardstick.ts';
import { binsTypes } from '../../lambdas/pipeline/reference/read-reference-rows.ts';
import { tallyViolations, violationCounts } from '../../lambdas/pipeline/violation-tally.ts';

/** The bins of a reference given as blocks. */
export function buildBins(contract: Contract, ...blocks: readonly ColumnBlock[]): readonly ColumnBins[] {
  const check = compileCheck(contract);
  const collector = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  for (const block of blocks) collector.add(block, check(block));
  return collector.bins();
}

/** The profile of rows given as blocks. */
export function buildProfile(
  contract: Contract,
  bins: readonly ColumnBins[],
  ...blocks: readonly ColumnBlock[]
): Profile {
  const check = compileCheck(contract);
  const accumulator = accumulateProfile(yardstickOf(contract, { bins }));
  for (const block of blocks) accumulator.add(block, check(block));
  return accumulator.profile();
}

/** What a pass over rows leaves: profile and violations. */
export function buildProfiledRows(
  contract: Contract,
  bins: readonly ColumnBins[],
  block: ColumnBlock,
): ProfiledRows {
  const refused = compileCheck(contract)(block);
  const explain = compileRefusal(contract);
  const tally = tallyViolations();
  for (const [row, flag] of refused.entries()) {
    if (flag === 1) tally.add(row + 1, explain(block, row, block.raw(row)));
  }
  return {
    profile: buildProfile(contract, bins, block),
    violations: violationCounts(tally.tallied(), block.rowCount),
  };
}

/** A batch and its reference, ready to be compared. */
export function buildComparison(
  contract: Contract,
  reference: ColumnBlock,
  current: ColumnBlock,
): Comparison {
  const bins = buildBins(contract, reference);
  return {
    contract,
    yardstick: yardstickOf(contract, { bins }),
    reference: buildProfiledRows(contract, bins, reference),
    current: buildProfiledRows(contract, bins, current),
  };
}
