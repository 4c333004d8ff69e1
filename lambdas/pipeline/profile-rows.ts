import { rowFault } from '../core/block/column-block.ts';
import { checkRows } from '../core/contract/check/check-rows.ts';
import { maskValues } from '../core/contract/check/sensitive.ts';
import type { IdentityTracker } from '../core/contract/check/track-identities.ts';
import { columnRequests } from '../core/contract/column-requests.ts';
import type { Contract } from '../core/contract/contract.ts';
import { accumulateProfile, type Profile } from '../core/profile/profile.ts';
import { derivedOf, type Yardstick } from '../core/profile/yardstick.ts';
import type { ViolationCount } from '../core/result/result-schema.ts';
import { deriveColumns } from '../core/signals/derived/derive-columns.ts';
import type { DerivedPlan } from '../core/signals/derived/plan.ts';
import type { BlocksCounter } from '../core/signals/usual/count-blocks.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';
import type { RowSlice } from '../readers/slices/row-slice.ts';
import { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';
import type { ScoresCollector } from './labels/collect-scores.ts';
import type { Quarantine, StoredRows } from './quarantine.ts';
import { type RemainingMs, withinTime } from './upload/within-time.ts';
import { type TalliedViolation, tallyViolations, violationCounts } from './violation-tally.ts';

/** What one pass over the rows found. */
export interface RowsPass {
  readonly profile: Profile;
  readonly violations: ViolationCount[];
  /** The same in the order in which they were first seen, to be added to those of other rows. */
  readonly tallied: readonly TalliedViolation[];
  readonly quarantined: StoredRows;
  /** What could not be checked, a sentence each. */
  readonly notes: readonly string[];
  /** Set where the file turned out unreadable on the way: what was counted is of the rows before. */
  readonly unreadable: UnreadableBatchError | undefined;
}

/** Where and under what circumstances a pass is made. */
export interface PassSetting {
  /** Where rows that break the contract go. */
  readonly quarantine: Quarantine;
  /** When the rows arrived: without it none has a lag. */
  readonly receivedAt?: Date | undefined;
  readonly remainingMs?: RemainingMs | undefined;
  /** What is derived of the reference's own rows, which are measured by the others; of a batch what the yardstick says. */
  readonly derived?: DerivedPlan;
  /** Where rows go for labels to come. */
  readonly scores?: ScoresCollector | undefined;
  /** What else is counted of the rows, as the profile is. */
  readonly beside?: Pick<BlocksCounter, 'add'> | undefined;
  /** Which rows of the batch; by default all. */
  readonly slice?: RowSlice | undefined;
  /** What finds values of unique columns that occur again; by default among the rows of this pass. */
  readonly identities?: IdentityTracker | undefined;
}

/** The one pass: decode, check, quarantine, profile. Memory is constant in the size of the file. */
export async function profileRows(
  batch: OpenBatch,
  contract: Contract,
  yardstick: Yardstick,
  setting: PassSetting,
): Promise<RowsPass> {
  const { quarantine, receivedAt, remainingMs, scores, beside, slice, identities } = setting;
  const { derived = derivedOf(yardstick) } = setting;
  const { check, explain, keys, notes } = checkRows(contract, batch.cells, identities);
  const mask = maskValues(contract);
  const derive = deriveColumns(derived, {
    contractColumns: contract.columns.length,
    receivedAtMs: receivedAt?.getTime(),
  });
  const accumulator = accumulateProfile(yardstick, scores?.add);
  const tally = tallyViolations();
  const pass = async () => {
    const blocks = batch.blocks(columnRequests(contract), contract, slice);
    for await (const block of withinTime(blocks, remainingMs)) {
      const refused = check(block);
      for (let row = 0; row < block.rowCount; row++) {
        if (refused[row] === 0) continue;
        // Of millions of refused rows the words are wanted of those that are kept or shown.
        if (quarantine.isFull() && tally.addKnown(keys(block, row, () => block.raw(row)))) continue;
        const number = block.firstRow + row + 1;
        const raw = block.raw(row);
        const violations = explain(block, row, raw);
        tally.add(number, violations);
        const isSplit = block.faults[row] === rowFault.none;
        await quarantine.add({ row: number, raw, isSplit, violations });
      }
      const rows = derive(mask(block), refused);
      scores?.begin(block, refused);
      accumulator.add(rows, refused);
      beside?.add(rows, refused, accumulator.binsOfBlock);
    }
  };
  try {
    const unreadable = await untilUnreadable(pass);
    const profile = accumulator.profile();
    const quarantined = await quarantine.close();
    const tallied = tally.tallied();
    const violations = violationCounts(tallied, profile.rows.read);
    return { profile, violations, tallied, quarantined, notes: notes(), unreadable };
  } catch (error) {
    await quarantine.abandon();
    throw error;
  }
}

/** Reads a file to its end or to where it turns out unreadable. */
export async function untilUnreadable(read: () => Promise<void>): Promise<UnreadableBatchError | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableBatchError) return error;
    throw error;
  }
}
