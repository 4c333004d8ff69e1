import { collectBins } from '../../core/columns/collect-bins.ts';
import type { ColumnBins } from '../../core/columns/reference-bins.ts';
import { checkColumns } from '../../core/contract/check/check-columns.ts';
import { checkRows } from '../../core/contract/check/check-rows.ts';
import { maskValues } from '../../core/contract/check/sensitive.ts';
import { columnRequests } from '../../core/contract/column-requests.ts';
import type { Contract } from '../../core/contract/contract.ts';
import type { Kind } from '../../core/contract/terms.ts';
import type { Violation } from '../../core/contract/violation.ts';
import type { Profile } from '../../core/profile/profile.ts';
import { type Yardstick, yardstickOf } from '../../core/profile/yardstick.ts';
import type { ViolationCount } from '../../core/result/result-schema.ts';
import { collectDerived, type DerivedReference } from '../../core/signals/derived/collect-derived.ts';
import { calibrate } from '../../core/signals/performance/calibrate.ts';
import type { PerformancePlan } from '../../core/signals/performance/plan.ts';
import { planPerformance, samplePerformance } from '../../core/signals/performance/plan-performance.ts';
import type { SegmentPlan } from '../../core/signals/segments/plan.ts';
import { draftSegments, fixSegments } from '../../core/signals/segments/plan-segments.ts';
import type { AssociationPlan } from '../../core/signals/together/plan.ts';
import { planAssociation } from '../../core/signals/together/plan-association.ts';
import { type FoundBlocks, findBlocks } from '../../core/signals/usual/blocks.ts';
import { coarseBinsOf } from '../../core/signals/usual/coarse.ts';
import { type BlocksCounter, countBlocks } from '../../core/signals/usual/count-blocks.ts';
import { compileEffects, learnUsual } from '../../core/signals/usual/learn.ts';
import type { Usual } from '../../core/signals/usual/plan.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { judgeBatch } from '../judge-batch.ts';
import { profileRows } from '../profile-rows.ts';
import { noQuarantine } from '../quarantine.ts';
import { type RemainingMs, withinTime } from '../upload/within-time.ts';

/** A reference as bins and a profile on them, or why it can't be one. */
export type ReferenceRows =
  | {
      readonly status: 'usable';
      readonly yardstick: Yardstick;
      readonly profile: Profile;
      readonly violations: ViolationCount[];
    }
  | { readonly status: 'unusable'; readonly reasons: readonly Violation[] };

/** The type of bins that a kind of column has. */
export const binsTypes: Readonly<Record<Kind, ColumnBins['type']>> = {
  numeric: 'numbers',
  integer: 'numbers',
  timestamp: 'numbers',
  categorical: 'codes',
  boolean: 'codes',
  text: 'texts',
  vector: 'texts',
};

/**
 * Reads a reference twice: for its bins, then for its profile on them. It is held to the contract like any batch.
 *
 * @param receivedAt  when it arrived: without it no row has a lag
 * @throws UnreadableBatchError when it can't be read
 */
export async function readReferenceRows(
  batch: OpenBatch,
  contract: Contract,
  remainingMs?: RemainingMs,
  receivedAt?: Date,
): Promise<ReferenceRows> {
  const broken = checkColumns(contract, batch.columnNames, batch.cells);
  if (broken.length > 0) return { status: 'unusable', reasons: broken };
  const found = await readBins(batch, contract, remainingMs, receivedAt);
  const { own, association, derived, segments: draft, performance } = found;
  const parts = {
    bins: [...own, ...derived.bins],
    derived: derived.plan,
    association,
    ...(performance ? { performance } : {}),
  };
  const drafted = yardstickOf(contract, draft ? { ...parts, segments: draft } : parts);
  const blocks = blocksOf(found, drafted);
  const beside = blocks.counter;
  const setting = { quarantine: noQuarantine, receivedAt, remainingMs, derived: derived.ofReference, beside };
  const { profile, violations, unreadable } = await profileRows(batch, contract, drafted, setting);
  if (unreadable) throw unreadable;
  const reasons = judgeBatch(profile, contract, undefined);
  if (reasons.length > 0) return { status: 'unusable', reasons };
  const yardstick = { ...withCalibration(drafted, profile), usual: blocks.usual(profile) };
  if (!draft) return { status: 'usable', yardstick, profile, violations };
  const { segments, profile: fixed } = fixSegments(draft, profile);
  return { status: 'usable', yardstick: { ...yardstick, segments }, profile: fixed, violations };
}

/** With what the rows of the reference say of how right the model was. */
function withCalibration(yardstick: Yardstick, { performance: state }: Profile): Yardstick {
  const { performance: plan } = yardstick;
  return plan && state ? { ...yardstick, performance: calibrate(plan, state) } : yardstick;
}

/** Counts the blocks of a reference beside its profile, and says what is usual of them. */
function blocksOf(
  { blocks: plan, counts }: FoundBins,
  yardstick: Yardstick,
): { readonly counter?: BlocksCounter; readonly usual: (profile: Profile) => Usual } {
  if ('reason' in plan) return { usual: () => ({ status: 'none', reason: plan.reason }) };
  const coarse = coarseBinsOf(yardstick, counts);
  const bins = yardstick.columns.map((column) => column.bins);
  const counter = countBlocks({ plan, bins, coarse, association: yardstick.association });
  return {
    counter,
    usual(profile) {
      const whole = { yardstick, coarse, profile };
      const effects = Array.from(counter.blocks(profile), compileEffects(whole, true));
      return learnUsual(whole, plan, effects);
    },
  };
}

interface FoundBins {
  /** Of the contract's columns. */
  readonly own: readonly ColumnBins[];
  readonly derived: DerivedReference;
  readonly association: AssociationPlan;
  readonly segments: SegmentPlan | undefined;
  readonly blocks: FoundBlocks;
  /** Without what the rows say of its cells; undefined where the contract names no predictions. */
  readonly performance: PerformancePlan | undefined;
  /** Rows by bin, of the contract's columns. */
  readonly counts: readonly ArrayLike<number>[];
}

async function readBins(
  batch: OpenBatch,
  contract: Contract,
  remainingMs: RemainingMs | undefined,
  receivedAt: Date | undefined,
): Promise<FoundBins> {
  const { check } = checkRows(contract, batch.cells);
  const mask = maskValues(contract);
  const collector = collectBins(contract.columns.map(({ kind }) => binsTypes[kind]));
  const blocks = batch.blocks(columnRequests(contract), contract);
  const blocksFinder = findBlocks(contract);
  const derived = collectDerived(contract.columns, receivedAt?.getTime());
  const performance = samplePerformance(contract);
  for await (const block of withinTime(blocks, remainingMs)) {
    const refused = check(block);
    const masked = mask(block);
    collector.add(masked, refused);
    performance?.add(masked, refused);
    blocksFinder.add(block, refused);
    derived.add(block, refused);
  }
  const bins = collector.bins();
  const counts = collector.counts();
  return {
    own: bins,
    derived: derived.derived(),
    association: planAssociation(contract.columns, counts),
    segments: draftSegments(contract, bins, counts),
    blocks: blocksFinder.blocks(),
    performance: performance && planPerformance(contract, performance.sample()),
    counts,
  };
}
