import { composeWindowReplayAlert } from '../../core/alert/compose-replay-alerts.ts';
import {
  firstJudgement,
  inboxPrefixes,
  type ObjectVersion,
  objectId,
  parseInboxKey,
  profiledBatchSuffix,
  resultsKeys,
  revisionId,
  windowVersion,
} from '../../keys.ts';
import { decodeJson } from '../json-artefact.ts';
import { loadMonitor, type Monitor } from '../load-monitor.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import { type ProfiledBatch, readJudgement } from '../profiled-batch.ts';
import { findUpload } from '../upload/batch-upload.ts';
import { validateAgain } from '../validate-batch.ts';
import { replayRequestSchema } from './replay-request.ts';
import { waitForMissing } from './waiting-batches.ts';

/**
 * Judges a batch again, by the contract and the reference of now. The new judgement is named after the one before it and after
 * both of these: so asked twice, or by two at once, it is one. Where nothing has changed there is none.
 */
export async function replayBatch(object: ObjectVersion, services: Services): Promise<void> {
  const { inbox, results, log } = services;
  const stored = await results.read(object.key);
  if (!stored) return log.info('replay-deleted', { key: object.key });
  const { model, batchId, cause } = decodeJson(replayRequestSchema, object.key, stored.bytes);
  const before = await latestJudgement(model, batchId, services);
  if (!before) return log.warn('replay-of-nothing', { model, batchId });
  const { key, versionId } = before.batch;
  if (versionId === windowVersion) return announceWindow(model, key, cause, services);
  const parsed = parseInboxKey(inboxPrefixes.batches, key);
  const upload = parsed && (await findUpload({ key, versionId }, inbox));
  if (!upload) return log.warn('replay-of-deleted', { model, batchId, key });
  const monitor = await loadMonitor(model, { path: parsed.path, receivedAt: upload.lastModified }, services);
  const against = againstIn(monitor);
  if (String(against) === String(againstOf(before))) {
    log.info('replay-of-same', { model, batchId });
    return waitForMissing(before, services);
  }
  await validateAgain({ id: revisionId(before.batch.id, against), monitor, before }, upload, services);
}

/**
 * The files of a window were held against what was in force when it was closed, and what was kept of each is gone. Told once for all
 * windows that were to be judged again for one cause.
 */
async function announceWindow(model: string, key: string, cause: string, services: Services): Promise<void> {
  const { environment, inbox, now, log } = services;
  const alert = composeWindowReplayAlert({
    id: objectId({ bucket: inbox.bucket, key: `${inboxPrefixes.replays}${model}/`, versionId: cause }),
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    key,
  });
  await storeAlert(alert, services);
  log.warn('replay-of-window', { model, key });
}

/** Versions of contract and reference; empty where there is no contract that can be used. */
type Against = readonly string[];

function againstIn(monitor: Monitor): Against {
  if (monitor.status !== 'ready') return [];
  return [monitor.contract.version, monitor.reference?.version ?? ''];
}

function againstOf({ contract, referenceVersion = '' }: ProfiledBatch): Against {
  return contract.source === 'none' ? [] : [contract.version, referenceVersion];
}

/** The judgement of a batch that was stored last: the one that no other takes the place of. */
async function latestJudgement(
  model: string,
  batchId: string,
  services: Services,
): Promise<ProfiledBatch | undefined> {
  const prefix = resultsKeys.profiledBatchesOf(model, batchId);
  const keys = await Array.fromAsync(services.results.list(prefix), ({ key }) => key);
  const folder = resultsKeys.profiledBatchesOf(model, '');
  const ids = keys
    .filter((key) => key.endsWith(profiledBatchSuffix))
    .map((key) => key.slice(folder.length, -profiledBatchSuffix.length))
    .filter((id) => firstJudgement(id) === batchId);
  const judgements = await Promise.all(ids.map((id) => readJudgement(model, id, services)));
  const revised = new Set(judgements.map((one) => one?.batch.revises));
  return judgements.find((one) => one && !revised.has(one.batch.id));
}
