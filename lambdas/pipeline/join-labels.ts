import {
  composeOddLabelsAlert,
  composeUnusableLabelsAlert,
  isOdd,
  type LabelFileFacts,
} from '../core/alert/compose-label-alerts.ts';
import type { Contract } from '../core/contract/contract.ts';
import type { Violation } from '../core/contract/violation.ts';
import { labelWindowDays } from '../core/labels/label-contract.ts';
import {
  inboxPrefixes,
  isLeftBehind,
  isPartFile,
  type ObjectVersion,
  objectId,
  parseInboxKey,
  resultsKeys,
} from '../keys.ts';
import { joinToBatches } from './labels/join-to-batches.ts';
import { decodeLabels, encodeLabels, type StoredLabels } from './labels/label-artefact.ts';
import { readLabelFile } from './labels/read-label-file.ts';
import { tellCorrections } from './labels/tell-corrections.ts';
import { loadMonitor, withoutContract } from './load-monitor.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { rebuildPages } from './publish-pages.ts';
import { refreshRecords } from './recent-records.ts';
import { type BatchUpload, findUpload } from './upload/batch-upload.ts';
import { isPlaceholder } from './upload/placeholder.ts';
import { receivePart } from './upload/receive-part.ts';
import { reportUnrecognisedUpload } from './upload/unrecognised-upload.ts';

/**
 * Joins one uploaded label file to the batches that its labels are of, and brings up to date what is known of the performance of
 * the model on each. Safe to repeat, and the end is the same whatever the order in which label files and batches come: what is
 * stored of a batch is a function of the set of files that have labels for it.
 */
export async function joinLabels(object: ObjectVersion, services: Services): Promise<void> {
  const { inbox, log } = services;
  if (isLeftBehind(object.key)) return log.info('no-labels', { key: object.key });
  const parsed = parseInboxKey(inboxPrefixes.labels, object.key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  const { model, path } = parsed;
  if (isPartFile(object.key)) return receivePart(model, object, services);
  if (await isPlaceholder(object, services)) return log.info('placeholder', { key: object.key });
  const upload = await findUpload(object, inbox);
  if (!upload) return log.warn('labels-deleted', { key: object.key });
  const monitor = await loadMonitor(model, { path, receivedAt: upload.lastModified }, services);
  if (monitor.status !== 'ready')
    return announceUnusable(model, object, [withoutContract(monitor, 'then the label file again')], services);
  const { document } = monitor.contract;
  const labels = await storedLabels(model, object, upload, document, services);
  if (!('facts' in labels)) return announceUnusable(model, object, labels, services);
  await joinStored(labels, document, object, services);
}

/** What the file says, stored for the batches that are still to come; or why nothing can be made of it. */
async function storedLabels(
  model: string,
  object: ObjectVersion,
  upload: BatchUpload,
  contract: Contract,
  { results, remainingMs }: Services,
): Promise<StoredLabels | readonly Violation[]> {
  const id = objectId(object);
  const receivedAt = upload.lastModified.toISOString();
  const key = resultsKeys.labels(model, { receivedAt, id });
  const known = await results.read(key);
  if (known) return decodeLabels(key, known.bytes);
  const file = await readLabelFile(upload, contract, remainingMs);
  if (file.status === 'unusable') return file.reasons;
  const { record, counts } = file;
  const facts = {
    schemaVersion: 1 as const,
    model,
    key: object.key,
    versionId: object.versionId,
    id,
    receivedAt,
    counts,
  };
  await results.create(key, await encodeLabels({ facts, record }), {
    contentType: 'application/octet-stream',
    contentEncoding: 'gzip',
  });
  return { facts, record };
}

async function joinStored(
  labels: StoredLabels,
  contract: Contract,
  object: ObjectVersion,
  services: Services,
): Promise<void> {
  const { model, id } = labels.facts;
  const { outcome, batches } = await joinToBatches(labels, labelWindowDays(contract), services);
  services.log.info('labels-joined', { key: object.key, ...outcome });
  if (isOdd(outcome))
    await storeAlert(
      composeOddLabelsAlert(fileFacts(model, object, `${id}-joined`, services), outcome),
      services,
    );
  if (batches.length === 0) return;
  const cause = { id, receivedAt: labels.facts.receivedAt };
  await tellCorrections({ model, cause, batchIds: batches, contract }, services);
  await refreshRecords(model, batches, services);
  await rebuildPages(model, id, contract.alerts, services);
}

async function announceUnusable(
  model: string,
  object: ObjectVersion,
  reasons: readonly Violation[],
  services: Services,
): Promise<void> {
  const facts = fileFacts(model, object, objectId(object), services);
  await storeAlert(composeUnusableLabelsAlert({ ...facts, reasons }), services);
}

function fileFacts(
  model: string,
  { bucket, key }: ObjectVersion,
  id: string,
  { environment, now }: Services,
): LabelFileFacts {
  return { id, environment, model, createdAt: now().toISOString(), inboxBucket: bucket, key };
}
