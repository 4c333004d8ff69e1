import type { ColumnBlock } from '../../lambdas/core/block/column-block.ts';
import { compileCheck } from '../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../lambdas/core/contract/check/explain-refused-row.ts';
import { accumulateProfile } from '../../lambdas/core/profile/profile.ts';
import { tallyViolations, violationCounts } from '../../lambdas/pipeline/violation-tally.ts';
import { type BenchReference, benchReference } from './bench-reference.ts';
import type { Change } from './changes.ts';
import { randomStream } from './random.ts';
import { chunkThresholds, robustScales } from './rules.ts';
import { type Round, runBatch } from './run-batch.ts';
import { addTallies, noTally } from './tally.ts';

/** Batches that one reference is compared with. */
const batchesOfReference = 5;

/** The rule of chunks is tried with every so many references. */
const chunkedEvery = 5;

/** Draws a reference, then batches in which something changed. */
export function runChange(change: Change, round: number): Round {
  const { name, contract, referenceRows, batchRows, isCaught } = change;
  const random = randomStream(`${name} round ${round}`);
  const reference = benchReference(contract, change.drawReference(random, referenceRows));
  const isChunked = round % chunkedEvery === 0 && referenceRows <= 10_000;
  const rules = {
    scales: robustScales(reference),
    thresholds: isChunked ? chunkThresholds(reference, batchRows) : undefined,
  };
  const batches = Array.from({ length: batchesOfReference }, () => {
    const { profile, violations } = checked(reference, change.drawBatch(random, batchRows));
    return runBatch(reference, profile, rules, isCaught, violations);
  });
  return [batches.reduce(addTallies, noTally)];
}

/** Profile and violations of a batch that is held to the contract. */
function checked({ contract, yardstick }: BenchReference, block: ColumnBlock) {
  const refused = compileCheck(contract)(block);
  const explain = compileRefusal(contract);
  const tally = tallyViolations();
  for (const [row, flag] of refused.entries()) {
    if (flag === 1) tally.add(row + 1, explain(block, row, block.raw(row)));
  }
  const accumulator = accumulateProfile(yardstick);
  accumulator.add(block, refused);
  return { profile: accumulator.profile(), violations: violationCounts(tally.tallied(), block.rowCount) };
}
