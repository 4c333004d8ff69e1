import { absentColumnNotes, checkColumns, extraColumnNotes } from '../core/contract/check/check-columns.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { Profile } from '../core/profile/profile.ts';
import { derivedOf } from '../core/profile/yardstick.ts';
import type { BatchFacts, Validation } from '../core/result/result-schema.ts';
import { derivedNotes } from '../core/signals/derived/plan-derived.ts';
import {
  closesBatch,
  type InboxKey,
  inboxPrefixes,
  isLeftBehind,
  isPartFile,
  type ObjectVersion,
  objectId,
  parseInboxKey,
  resultsKeys,
} from '../keys.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';
import { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';
import { emptyYardstick } from './empty-yardstick.ts';
import { judgeBatch, unreadableViolation } from './judge-batch.ts';
import { type KeptBatch, keepScores } from './labels/keep-scores.ts';
import { loadMonitor, type Monitor, withoutContract } from './load-monitor.ts';
import { readModelContract } from './model-contract.ts';
import type { Services } from './ports.ts';
import { profileRows } from './profile-rows.ts';
import { type ProfiledBatch, readJudgement, storeJudgement } from './profiled-batch.ts';
import { quarantineIn, type StoredRows } from './quarantine.ts';
import { waitForMissing } from './replay/waiting-batches.ts';
import { type BatchUpload, findUpload } from './upload/batch-upload.ts';
import { versionsOf, writerFacts } from './upload/environment-facts.ts';
import { isPlaceholder } from './upload/placeholder.ts';
import { receivePart } from './upload/receive-part.ts';
import { reportUnrecognisedUpload } from './upload/unrecognised-upload.ts';
import { monitorOfFile } from './windows/monitor-of-window.ts';
import { receiveWindowFile } from './windows/receive-window-file.ts';
import { type ModelWindow, modelWindow } from './windows/window-artefacts.ts';

/** What checking a batch gave, besides the facts known before. */
type Checked = Pick<ProfiledBatch, 'contract' | 'season' | 'referenceVersion' | 'validation' | 'profile'> & {
  readonly file: FileFacts;
};

/** What opening the file told. */
type FileFacts = Pick<BatchFacts, 'format' | 'compression' | 'notes' | 'writer'>;

/**
 * Decodes, checks, quarantines and profiles one uploaded batch: a file, or a folder of parts once it is closed. Safe to
 * repeat: everything is written once. One that came before what it is held against waits to be judged again.
 */
export async function validateBatch(
  object: ObjectVersion,
  services: Services,
  grouping: 'as-the-contract-says' | 'alone' = 'as-the-contract-says',
): Promise<void> {
  const { inbox, log } = services;
  if (isLeftBehind(object.key)) return log.info('no-batch', { key: object.key });
  const parsed = parseInboxKey(inboxPrefixes.batches, object.key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  const { model } = parsed;
  if (await isPlaceholder(object, services)) return log.info('placeholder', { key: object.key });
  if (grouping !== 'alone' && (await isGrouped(parsed, object, services))) return;
  if (isPartFile(object.key)) return receivePart(model, object, services);
  const id = objectId(object);
  const known = await readJudgement(model, id, services);
  if (known) {
    log.info('batch-known', { key: object.key, id });
    return waitForMissing(known, services);
  }
  const upload = await findUpload(object, inbox);
  const checked = upload ? await checkUpload(parsed, id, upload, services) : rejected(unopened, [vanished]);
  const facts = batchFacts(object, id, upload, checked.file, services);
  const profiled = profiledBatch(model, facts, checked);
  await storeJudgement(profiled, services);
  await waitForMissing(profiled, services);
}

/** A further judgement of a batch. */
export interface FurtherJudgement {
  readonly id: string;
  /** What it is held against now. */
  readonly monitor: Monitor;
  /** The judgement that no longer holds. */
  readonly before: ProfiledBatch;
}

/** Checks an upload that was judged before once more, under another id. Safe to repeat. */
export async function validateAgain(
  { id, monitor, before }: FurtherJudgement,
  upload: BatchUpload,
  services: Services,
): Promise<void> {
  const { model, batch } = before;
  const checked = await checkBatch({ model, id }, upload, monitor, services);
  const facts = batchFacts({ ...upload, versionId: batch.versionId }, id, upload, checked.file, services);
  const notes = [`judged again: what was said of it under the id ${batch.id} no longer holds`];
  const profiled = profiledBatch(
    model,
    { ...facts, revises: batch.id, notes: [...notes, ...(facts.notes ?? [])] },
    checked,
  );
  await storeJudgement(profiled, services);
  await waitForMissing(profiled, services);
}

/** Whether the contract says that a file alone is no batch: one of a window is checked and kept for the others of its window. */
async function isGrouped(
  { model, path }: InboxKey,
  object: ObjectVersion,
  services: Services,
): Promise<boolean> {
  const { inbox, log } = services;
  const { key } = object;
  const contract = await readModelContract(inbox, model);
  if (contract.status !== 'valid') return false;
  const rules = contract.contract.document.batch;
  if (rules.close === 'manifest' && !closesBatch(key)) {
    log.info('waits-for-manifest', { key });
    return true;
  }
  if (rules.window === undefined && rules.close === undefined) return false;
  const stored = await inbox.open(key, object.versionId);
  const window = stored && modelWindow(model, { path, receivedAt: stored.lastModified }, rules, services);
  if (!window) return false;
  if (closesBatch(key)) log.info('closed-by-time', { key });
  else {
    const check = () => checkWindowFile(model, window, object, services);
    const file = { model, window, object, receivedAt: stored.lastModified };
    await receiveWindowFile(file, check, services);
  }
  return true;
}

/** Checks a file of a window by itself: without what is asked of a batch as a whole. */
export async function checkWindowFile(
  model: string,
  window: ModelWindow,
  object: ObjectVersion,
  services: Services,
): Promise<ProfiledBatch> {
  const id = objectId(object);
  const upload = await findUpload(object, services.inbox);
  const checked = upload
    ? await checkBatch(
        { model, id, scoresKey: resultsKeys.windowScores(model, window.batchId, id) },
        upload,
        await monitorOfFile(model, window, upload, services),
        services,
      )
    : rejected(unopened, [vanished]);
  return profiledBatch(model, batchFacts(object, id, upload, checked.file, services), checked);
}

/** A file that could not be opened. */
const unopened: FileFacts = { format: 'unknown' };

function fileFacts({ format, compression, notes, writer }: OpenBatch): FileFacts {
  return { format, compression, notes: [...notes], ...(writer && { writer: writerFacts(writer) }) };
}

const vanished: Violation = {
  code: 'unreadable',
  message: 'the object was deleted before it could be read: drop it again if it should be checked',
};

async function checkUpload(
  { model, path }: InboxKey,
  id: string,
  upload: BatchUpload,
  services: Services,
): Promise<Checked> {
  const monitor = await loadMonitor(model, { path, receivedAt: upload.lastModified }, services);
  return checkBatch({ model, id }, upload, monitor, services);
}

/** What is checked, and where its rows are kept for labels to come. */
type BatchName = Omit<KeptBatch, 'receivedAt'>;

async function checkBatch(
  name: BatchName,
  upload: BatchUpload,
  monitor: Monitor,
  services: Services,
): Promise<Checked> {
  if (monitor.status !== 'ready')
    return rejected(unopened, [withoutContract(monitor, 'and the batch is judged again by itself')]);
  const { contract } = monitor;
  const reference = {
    ...(monitor.season ? { season: monitor.season } : {}),
    ...(monitor.reference ? { referenceVersion: monitor.reference.version } : {}),
  };
  try {
    const batch = await upload.open(contract.document);
    const checked = await checkRows(name, batch, upload.lastModified, monitor, services);
    return { ...checked, contract, ...reference };
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { ...rejected(unopened, [unreadableViolation(error)]), contract, ...reference };
  }
}

async function checkRows(
  name: BatchName,
  batch: OpenBatch,
  receivedAt: Date,
  monitor: Monitor & { readonly status: 'ready' },
  services: Services,
): Promise<Pick<Checked, 'file' | 'validation' | 'profile'>> {
  const { model, id } = name;
  const { document } = monitor.contract;
  const broken = checkColumns(document, batch.columnNames, batch.cells);
  if (broken.length > 0) return rejected(fileFacts(batch), broken);
  const keys = { rows: resultsKeys.quarantinedRows(model, id), fixable: resultsKeys.fixableRows(model, id) };
  const yardstick = monitor.reference?.yardstick ?? emptyYardstick(document);
  const scores = keepScores({ ...name, receivedAt: receivedAt.toISOString() }, monitor, services);
  const quarantine = quarantineIn(services.results, keys, { contract: document, batch });
  const setting = { quarantine, receivedAt, remainingMs: services.remainingMs, scores: scores?.collector };
  const pass = await profileRows(batch, document, yardstick, setting);
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
  const scoresNotes = reasons.length > 0 ? [] : ((await scores?.store()) ?? []);
  const file = {
    ...facts,
    notes: [
      ...(facts.notes ?? []),
      ...extraColumnNotes(document, batch.columnNames),
      ...notes,
      ...absentColumnNotes(document, batch.columnNames),
      // Without a reference nothing is derived at all.
      ...(monitor.reference ? derivedNotes(document.columns, derivedOf(yardstick)) : []),
      ...monitor.notes,
      ...scoresNotes,
    ],
  };
  return { file, validation, ...(reasons.length > 0 ? {} : { profile }) };
}

/** How many rows were read, and what became of them. */
function rowCounts({ rows: { read, accepted } }: Profile, { stored }: StoredRows): Validation['rows'] {
  const quarantined = read - accepted;
  return { read, accepted, quarantined, ...(stored < quarantined ? { stored } : {}) };
}

function rejected(file: FileFacts, reasons: readonly Violation[]): Checked {
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

function batchFacts(
  { key, versionId }: Pick<ObjectVersion, 'key' | 'versionId'>,
  id: string,
  upload: BatchUpload | undefined,
  file: FileFacts,
  { now }: Services,
): BatchFacts {
  const receivedAt = (upload?.lastModified ?? now()).toISOString();
  const versions = upload ? versionsOf(upload) : {};
  return { id, key, versionId, bytes: upload?.sizeBytes ?? 0, receivedAt, ...file, ...versions };
}

function profiledBatch(model: string, batch: BatchFacts, { file: _, ...checked }: Checked): ProfiledBatch {
  return { schemaVersion: 1, model, batch, ...checked };
}
