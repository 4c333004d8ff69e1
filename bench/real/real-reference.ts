import { checkColumns } from '../../lambdas/core/contract/check/check-columns.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import type { Level } from '../../lambdas/core/contract/level.ts';
import type { Violation } from '../../lambdas/core/contract/violation.ts';
import { compareProfiles } from '../../lambdas/core/drift/compare-profiles.ts';
import type { Profile } from '../../lambdas/core/profile/profile.ts';
import type { Drift } from '../../lambdas/core/result/result-schema.ts';
import type { Usual } from '../../lambdas/core/signals/usual/plan.ts';
import { judgeBatch } from '../../lambdas/pipeline/judge-batch.ts';
import { profileRows } from '../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../lambdas/pipeline/quarantine.ts';
import { inferFromRows } from '../../lambdas/pipeline/reference/infer-from-rows.ts';
import {
  type ReferenceRows,
  readReferenceRows,
} from '../../lambdas/pipeline/reference/read-reference-rows.ts';
import type { OpenBatch } from '../../lambdas/readers/batch-reader.ts';

/** When all rows arrive: later than any that a set has. */
export const firstArrival = new Date(Date.UTC(2100, 0, 1));

/** A reference with the contract that was inferred from it, as a user has it who uploads nothing else. */
export type RealReference =
  | { readonly status: 'refused'; readonly reasons: readonly string[] }
  | {
      readonly status: 'usable';
      readonly contract: Contract;
      readonly read: Extract<ReferenceRows, { readonly status: 'usable' }>;
    };

/** What Plumbline says of a batch. */
export interface Outcome {
  /** Of the drift, where the batch was not rejected. */
  readonly status: Drift['status'] | 'rejected';
  readonly rows: number;
  readonly rowsAside: number;
  /** What made it rejected or rows set aside, `code column` each. */
  readonly broken: readonly string[];
  /** Why it was rejected; empty where it was not. */
  readonly reasons: readonly Violation[];
  /** Absent where the batch was rejected. */
  readonly drift?: Drift;
  /** Absent where it has not the columns of the contract. */
  readonly profile?: Profile;
}

/** What is known of the batches before one. */
export interface Known {
  readonly receivedAt?: Date;
  readonly level?: Level;
  /** In place of what the reference says. */
  readonly usual?: Usual | undefined;
}

export type UsableReference = Extract<RealReference, { readonly status: 'usable' }>;

/** @param wanted  columns that the contract keeps; by default all */
export async function inferReference(
  batch: OpenBatch,
  wanted: readonly string[] = batch.columnNames,
): Promise<RealReference> {
  const { contract: all } = await inferFromRows(batch);
  const contract = { ...all, columns: all.columns.filter(({ name }) => wanted.includes(name)) };
  const read = await readReferenceRows(batch, contract, undefined, firstArrival);
  return read.status === 'usable'
    ? { status: 'usable', contract, read }
    : { status: 'refused', reasons: read.reasons.map(named) };
}

/** Holds a batch against contract and reference, as the functions do. */
export async function judgeRows(
  { contract, read }: UsableReference,
  batch: OpenBatch,
  { receivedAt = firstArrival, level, usual = read.yardstick.usual }: Known = {},
): Promise<Outcome> {
  const missing = checkColumns(contract, batch.columnNames);
  if (missing.length > 0)
    return { status: 'rejected', rows: 0, rowsAside: 0, broken: missing.map(named), reasons: missing };
  const yardstick = { ...read.yardstick, ...(usual ? { usual } : {}) };
  const setting = { quarantine: noQuarantine, receivedAt };
  const { profile, violations, unreadable } = await profileRows(batch, contract, yardstick, setting);
  const reasons = judgeBatch(profile, contract, unreadable);
  const counts = {
    rows: profile.rows.read,
    rowsAside: profile.rows.read - profile.rows.accepted,
    broken: [...new Set([...reasons, ...violations].map(named))],
    reasons,
    profile,
  };
  if (reasons.length > 0) return { status: 'rejected', ...counts };
  const drift = compareProfiles({
    contract,
    yardstick,
    level,
    reference: { profile: read.profile, violations: read.violations },
    current: { profile, violations },
  });
  return { status: drift.status, ...counts, drift };
}

function named({ code, column }: { readonly code: string; readonly column?: string | undefined }): string {
  return column === undefined ? code : `${code} ${column}`;
}
