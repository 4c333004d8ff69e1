import { absentColumnNotes, checkColumns, extraColumnNotes } from '../core/contract/check/check-columns.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { Profile } from '../core/profile/profile.ts';
import { derivedOf } from '../core/profile/yardstick.ts';
import type { BatchFacts, Validation } from '../core/result/result-schema.ts';
import { derivedNotes } from '../core/signals/derived/plan-derived.ts';
import { resultsKeys } from '../keys.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';
import { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';
import { yardstickFor } from './empty-yardstick.ts';
import { judgeBatch, unreadableViolation } from './judge-batch.ts';
import { type KeptBatch, keepScores } from './labels/keep-scores.ts';
import { type Monitor, withoutContract } from './load-monitor.ts';
import type { Services } from './ports.ts';
import { profileRows, type RowsPass } from './profile-rows.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import { type QuarantineKeys, quarantineIn, type StoredRows } from './quarantine.ts';
import type { BatchUpload } from './upload/batch-upload.ts';
import { writerFacts } from './upload/environment-facts.ts';

/** What checking a batch gave, besides the facts known before. */
export type Checked = Pick<
  ProfiledBatch,
  'contract' | 'season' | 'referenceVersion' | 'validation' | 'profile'
> & {
  readonly file: FileFacts;
};

/** What opening the file told. */
export type FileFacts = Pick<BatchFacts, 'format' | 'compression' | 'notes' | 'writer'>;

/** What is checked, and where its rows are kept for labels to come. */
export type BatchName = Omit<KeptBatch, 'receivedAt'>;

/** What a batch is held against, where it can be held against anything. */
export type ReadyMonitor = Monitor & { readonly status: 'ready' };

/** A file that could not be opened. */
export const unopened: FileFacts = { format: 'unknown' };

/** Decodes, checks, quarantines and profiles an upload in one pass. @param notes  of how it is read */
export async function checkBatch(
  name: BatchName,
  upload: BatchUpload,
  monitor: Monitor,
  services: Services,
  notes: readonly string[] = [],
): Promise<Checked> {
  if (monitor.status !== 'ready')
    return rejected(unopened, [withoutContract(monitor, 'and the batch is judged again by itself')]);
  try {
    const batch = await upload.open(monitor.contract.document);
    const noted = { ...batch, notes: [...batch.notes, ...notes] };
    const checked = await checkRows(name, noted, upload.lastModified, monitor, services);
    return { ...checked, ...heldAgainst(monitor) };
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { ...rejected(unopened, [unreadableViolation(error)]), ...heldAgainst(monitor) };
  }
}

/** What is kept of what a batch was held against. */
export function heldAgainst({
  contract,
  season,
  reference,
}: ReadyMonitor): Pick<Checked, 'contract' | 'season' | 'referenceVersion'> {
  return {
    contract,
    ...(season ? { season } : {}),
    ...(reference ? { referenceVersion: reference.version } : {}),
  };
}

/** Where rows of a batch go that break the contract. */
export function quarantineKeysOf({ model, id }: BatchName): QuarantineKeys {
  return { rows: resultsKeys.quarantinedRows(model, id), fixable: resultsKeys.fixableRows(model, id) };
}

async function checkRows(
  name: BatchName,
  batch: OpenBatch,
  receivedAt: Date,
  monitor: ReadyMonitor,
  services: Services,
): Promise<Pick<Checked, 'file' | 'validation' | 'profile'>> {
  const { model, id, scoresKey } = name;
  const { document } = monitor.contract;
  const broken = checkColumns(document, batch.columnNames, batch.cells);
  if (broken.length > 0) return rejected(fileFacts(batch), broken);
  const scores = keepScores(
    { model, id, scoresKey, receivedAt: receivedAt.toISOString() },
    monitor,
    services,
  );
  const quarantine = quarantineIn(services.results, quarantineKeysOf(name), { contract: document, batch });
  const setting = { quarantine, receivedAt, remainingMs: services.remainingMs, scores: scores?.collector };
  const pass = await profileRows(batch, document, yardstickFor(monitor), setting);
  return judgeRows(batch, pass, monitor, async () => (await scores?.store()) ?? []);
}

/** What a pass over the rows comes to. @param keepRows  of an accepted batch, for labels to come; says what its owner should know */
export async function judgeRows(
  batch: OpenBatch,
  pass: Omit<RowsPass, 'tallied'>,
  monitor: ReadyMonitor,
  keepRows: () => Promise<readonly string[]>,
): Promise<Pick<Checked, 'file' | 'validation' | 'profile'>> {
  const { document } = monitor.contract;
  const { profile, violations, quarantined, notes, unreadable } = pass;
  const reasons = judgeBatch(profile, document, unreadable);
  const validation: Validation = {
    status: reasons.length > 0 ? 'rejected' : 'accepted',
    reasons: [...reasons],
    rows: rowCounts(profile, quarantined),
    maxRejectedShare: document.batch.maxRejectedShare,
    violations,
    ...(quarantined.quarantineKey === undefined ? {} : { quarantineKey: quarantined.quarantineKey }),
    ...(quarantined.fixableKey === undefined ? {} : { fixableKey: quarantined.fixableKey }),
  };
  const facts = fileFacts(batch);
  const file = {
    ...facts,
    notes: [
      ...(facts.notes ?? []),
      ...extraColumnNotes(document, batch.columnNames),
      ...notes,
      ...absentColumnNotes(document, batch.columnNames),
      // Without a reference nothing is derived at all.
      ...(monitor.reference ? derivedNotes(document.columns, derivedOf(yardstickFor(monitor))) : []),
      ...monitor.notes,
      ...(reasons.length > 0 ? [] : await keepRows()),
    ],
  };
  return { file, validation, ...(reasons.length > 0 ? {} : { profile }) };
}

function fileFacts({ format, compression, notes, writer }: OpenBatch): FileFacts {
  return { format, compression, notes: [...notes], ...(writer && { writer: writerFacts(writer) }) };
}

/** How many rows were read, and what became of them. */
function rowCounts({ rows: { read, accepted } }: Profile, { stored }: StoredRows): Validation['rows'] {
  const quarantined = read - accepted;
  return { read, accepted, quarantined, ...(stored < quarantined ? { stored } : {}) };
}

/** A batch that was rejected before a row of it was read. */
export function rejected(file: FileFacts, reasons: readonly Violation[]): Checked {
  return {
    file,
    contract: { source: 'none', version: 'none' },
    validation: {
      status: 'rejected',
      reasons: [...reasons],
      rows: { read: 0, accepted: 0, quarantined: 0 },
      violations: [],
    },
  };
}
