import type { Violation } from '../core/contract/violation.ts';
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
import { checkBatch, rejected, unopened } from './check-batch.ts';
import { loadMonitor, type Monitor } from './load-monitor.ts';
import { readModelContract } from './model-contract.ts';
import { handOver } from './parts/hand-over.ts';
import type { Services } from './ports.ts';
import { type ProfiledBatch, readJudgement } from './profiled-batch.ts';
import { type JudgedUpload, judge, profiledUpload } from './profiled-upload.ts';
import { waitForMissing } from './replay/waiting-batches.ts';
import { type BatchUpload, findUpload } from './upload/batch-upload.ts';
import { isPlaceholder } from './upload/placeholder.ts';
import { receivePart } from './upload/receive-part.ts';
import { reportUnrecognisedUpload } from './upload/unrecognised-upload.ts';
import { monitorOfFile } from './windows/monitor-of-window.ts';
import { receiveWindowFile } from './windows/receive-window-file.ts';
import { type ModelWindow, modelWindow } from './windows/window-artefacts.ts';

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
  const name = { model, id, key: object.key, versionId: object.versionId };
  if (!upload)
    return judge(profiledUpload(name, undefined, rejected(unopened, [vanished]), services), services);
  const arrival = { path: parsed.path, receivedAt: upload.lastModified };
  await judgeUpload(name, upload, await loadMonitor(model, arrival, services), services);
}

/** Checks an upload at once; or hands it over, where it is larger than one function. */
async function judgeUpload(
  name: JudgedUpload,
  upload: BatchUpload,
  monitor: Monitor,
  services: Services,
): Promise<void> {
  const handed = await handOver(name, upload, monitor, services);
  if (handed.isHandedOver) return;
  const checked = await checkBatch(name, upload, monitor, services, handed.notes);
  await judge(profiledUpload(name, upload, checked, services), services);
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
  const name = { model, id, key: upload.key, versionId: batch.versionId, revises: batch.id };
  await judgeUpload(name, upload, monitor, services);
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
  return profiledUpload({ ...object, model, id }, upload, checked, services);
}

const vanished: Violation = {
  code: 'unreadable',
  message: 'the object was deleted before it could be read: drop it again if it should be checked',
};
