import type { BatchAlertFacts } from '../core/alert/batch/batch-alert-facts.ts';
import { type HistoryRecord, historyRecord } from '../core/report/history/history-record.ts';
import type { Result } from '../core/result/result-schema.ts';
import { canaryModel, type ObjectVersion, resultsKeys } from '../keys.ts';
import { batchMetrics } from './batch-metrics.ts';
import { correctionOfBatch } from './correction-of-batch.ts';
import { type Decide, decideAlone, decideIncidents } from './decide-alerts.ts';
import { driftOfBatch } from './drift-of-batch.ts';
import { decodeCompressedJson, encodeJson } from './json-artefact.ts';
import { joinWaiting } from './labels/join-waiting.ts';
import { type LockFilePair, lockFilesOf } from './lock-files.ts';
import { modelHistory } from './model-history.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { type ProfiledBatch, profiledBatchSchema } from './profiled-batch.ts';
import { publishPages } from './publish-pages.ts';
import { htmlType } from './rebuild-page.ts';
import { rememberRecord } from './recent-records.ts';
import { artefactOf, type ReferenceOfBatch, referenceOfBatch } from './reference/reference-of-batch.ts';
import { reportOf } from './report-of.ts';
import { resultOf } from './result-of.ts';

/** What the command line does otherwise. */
export interface DetectOptions {
  /** What is told: what is new about the model's incidents, unless the caller keeps none. */
  readonly decide?: Decide;
  /** Whether it is one of a model's batches, and so judged by those before it and remembered for those after it; by default it is. */
  readonly isRemembered?: boolean;
  /** The lock files of the reference and of the batch: by default those that were uploaded before each. */
  readonly lockFiles?: readonly LockFilePair[];
}

/** No batch of the canary is judged by another. */
const asCanary: DetectOptions = { isRemembered: false, decide: decideAlone };

/**
 * Compares a profiled batch with its reference, decides what is told of it, publishes report and result and stores the
 * alert, if one is due; then brings the pages over time up to date, for which no alert waits. Sees two profiles, never
 * a row. Safe to repeat: everything about the batch is written once, and decided once.
 */
export async function detectDrift(
  object: ObjectVersion,
  services: Services,
  options: DetectOptions = {},
): Promise<void> {
  const { results, log } = services;
  const stored = await results.read(object.key);
  if (!stored) return log.warn('profile-deleted', { key: object.key });
  const profiled = await decodeCompressedJson(profiledBatchSchema, object.key, stored.bytes);
  const own = profiled.model === canaryModel ? asCanary : {};
  const { decide = decideIncidents, isRemembered = true, lockFiles } = { ...own, ...options };
  const reference = await referenceOfBatch(profiled, services);
  const history = modelHistory(profiled.model, services, profiled.batch.revises);
  const drift = await driftOfBatch(profiled, reference, { history, isRemembered }, services);
  const pairs = lockFiles ?? (await uploadedLockFiles(profiled, reference, services));
  const artefact = artefactOf(reference);
  const corrections =
    artefact && isRemembered ? await correctionOfBatch(profiled, artefact, services) : undefined;
  const judged = resultOf(profiled, reference, { drift, pairs, corrections }, services);
  const labels = await joinWaiting(profiled, artefact, judged, services);
  const untold = { ...judged, performance: labels.current?.performance ?? judged.performance };
  const { document } = profiled.contract;
  const { alerts, turn } = await decide(alertFacts(untold, services), document, services);
  const result = { ...untold, alerts: alerts.map(({ id }) => id) };
  const report = reportOf(result, profiled, artefact, services);
  const record = historyRecord(result, turn);
  await publish({ result, report, record }, services);
  for (const alert of alerts) await storeAlert(alert, services);
  if (isRemembered) await rememberRecord(result.model, record, services);
  await labels.lookAgain();
  await publishPages(result, document?.alerts, services, history);
}

/** Those that belong to a batch and to the reference that it is compared with. */
async function uploadedLockFiles(
  { model, batch }: ProfiledBatch,
  reference: ReferenceOfBatch,
  services: Services,
): Promise<readonly LockFilePair[]> {
  const arrivals = { reference: artefactOf(reference)?.source.lastModified, batch: batch.receivedAt };
  return lockFilesOf(model, arrivals, services);
}

function alertFacts(result: Result, { inbox, results, now }: Services): BatchAlertFacts {
  const { model, batch } = result;
  return {
    result,
    resultKey: resultsKeys.result(model, batch.id),
    reportKey: resultsKeys.report(model, batch.id),
    inboxBucket: inbox.bucket,
    resultsBucket: results.bucket,
    createdAt: now().toISOString(),
  };
}

/** What is written about a batch. */
interface Publication {
  readonly result: Result;
  readonly report: Uint8Array;
  readonly record: HistoryRecord;
}

async function publish(
  { result, report, record }: Publication,
  { results, log, measure, now }: Services,
): Promise<void> {
  const { model, batch, validation, drift } = result;
  const options = { contentType: 'application/json' };
  await results.create(resultsKeys.history(model, batch.id), encodeJson(record), options);
  await results.create(resultsKeys.report(model, batch.id), report, { contentType: htmlType });
  const outcome = await results.create(resultsKeys.result(model, batch.id), encodeJson(result), options);
  log.info('result-published', {
    model,
    batch: batch.id,
    validation: validation.status,
    drift: drift.status,
    outcome,
  });
  if (outcome === 'created') measure(model, batchMetrics(record, now()));
}
