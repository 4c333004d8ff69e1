import type { Alert } from '../core/alert/alert-schema.ts';
import type { BatchAlertFacts } from '../core/alert/batch/batch-alert-facts.ts';
import { composeBatchAlert } from '../core/alert/batch/compose-batch-alert.ts';
import { composeEnvironmentAlert } from '../core/alert/batch/compose-environment-alert.ts';
import { composeIncidentAlert } from '../core/alert/batch/compose-incident-alert.ts';
import type { Contract } from '../core/contract/contract.ts';
import type { Season } from '../core/contract/seasons.ts';
import { withCost } from '../core/drift/severity-by-cost.ts';
import { environmentChanges } from '../core/environment/environment-changes.ts';
import { loggedBatch } from '../core/over-time/logged-batch.ts';
import { type HistoryRecord, historyRecord } from '../core/report/history/history-record.ts';
import type { EnvironmentChange } from '../core/result/environment-schema.ts';
import type { Drift, Result } from '../core/result/result-schema.ts';
import { measurePerformance } from '../core/signals/performance/measure.ts';
import { canaryModel, type ObjectVersion, resultsKeys } from '../keys.ts';
import { plumblineVersion } from '../version.ts';
import { batchMetrics } from './batch-metrics.ts';
import { type CorrectionOf, correctionOfBatch } from './correction-of-batch.ts';
import { driftOfBatch } from './drift-of-batch.ts';
import { isEnvironmentNews } from './environment-news.ts';
import { decideNews } from './incidents.ts';
import { decodeCompressedJson, encodeJson } from './json-artefact.ts';
import { joinWaiting } from './labels/join-waiting.ts';
import { type LockFilePair, lockFilesOf } from './lock-files.ts';
import { decideLosses } from './losses.ts';
import { modelHistory } from './model-history.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { type ProfiledBatch, profiledBatchSchema } from './profiled-batch.ts';
import { publishPages } from './publish-pages.ts';
import { htmlType } from './rebuild-page.ts';
import { rememberRecord } from './recent-records.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';
import { type ReferenceOfBatch, referenceOfBatch } from './reference/reference-of-batch.ts';
import { reportOf } from './report-of.ts';

/** What becomes of a batch among those of its model. */
interface Decision {
  /** What matters most first; empty where nothing is due. */
  readonly alerts: readonly Alert[];
  /** Its turn among them; undefined where none is kept. */
  readonly turn?: number | undefined;
}

/** Decides about a batch, and composes its alert, if one is due. */
type Decide = (
  facts: BatchAlertFacts,
  contract: Contract | undefined,
  services: Services,
) => Promise<Decision>;

/** What the command line does otherwise. */
export interface DetectOptions {
  /** What is told: what is new about the model's incidents, unless the caller keeps none. */
  readonly decide?: Decide;
  /** Whether it is one of a model's batches, and so judged by those before it and remembered for those after it; by default it is. */
  readonly isRemembered?: boolean;
  /** The lock files of the reference and of the batch: by default those that were uploaded before each. */
  readonly lockFiles?: readonly LockFilePair[];
}

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
  const own = profiled.model === canaryModel ? asKnown : {};
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

/** Each batch of the canary comes to the same, whatever came before it. */
const asKnown: DetectOptions = {
  isRemembered: false,
  decide: async (facts, contract) => ({
    alerts: [composeBatchAlert(facts, contract?.alerts)].filter((one) => one !== undefined),
  }),
};

async function decideIncidents(
  facts: BatchAlertFacts,
  contract: Contract | undefined,
  services: Services,
): Promise<Decision> {
  const { result } = facts;
  const { news, turn } = await decideNews(result, contract?.alerts, services);
  const alert = composeIncidentAlert(facts, news);
  const isNews = await isEnvironmentNews(result, alert !== undefined, contract?.alerts, services);
  const loss = await lossAlert(facts, turn, contract, services);
  const other = alert ?? (isNews ? composeEnvironmentAlert(facts) : undefined);
  return { alerts: [loss, other].filter((one) => one !== undefined), turn };
}

/** What labels that came with the batch let people know of the model over time. */
async function lossAlert(
  { result, reportKey }: BatchAlertFacts,
  turn: number | undefined,
  contract: Contract | undefined,
  services: Services,
): Promise<Alert | undefined> {
  const { model, batch, reference, performance } = result;
  const logged = loggedBatch({ batch, reference, turn }, performance);
  if (!logged) return undefined;
  const cause = { id: batch.id, receivedAt: batch.receivedAt };
  const question = { model, cause, batches: async () => [logged], contract, reportKey };
  return (await decideLosses(question, services)).alert;
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

/** What a result is made of, beside the batch and its reference. */
interface Circumstances {
  readonly drift: Drift;
  readonly pairs: readonly LockFilePair[];
  /** Undefined where it is not one of a model's batches. */
  readonly corrections: CorrectionOf | undefined;
}

function resultOf(
  profiled: ProfiledBatch,
  reference: ReferenceOfBatch,
  { drift, pairs, corrections }: Circumstances,
  { environment }: Services,
): Result {
  const { model, batch, season, validation } = profiled;
  const { document: _, ...contract } = profiled.contract;
  const artefact = artefactOf(reference);
  const performance = performanceOf(profiled, reference, drift, corrections);
  return {
    schemaVersion: 1,
    plumbline: plumblineVersion,
    model,
    environment,
    batch,
    contract,
    ...(artefact ? { reference: referenceFacts(artefact, season) } : {}),
    validation,
    drift: profiled.contract.document ? withCost(drift, performance, profiled.contract.document) : drift,
    performance,
    environmentChanges: artefact ? [...changesBetween(artefact, batch, pairs)] : [],
    ...(pairs.length > 0 ? { lockFiles: pairs.map(({ facts }) => facts) } : {}),
    alerts: [],
  };
}

function changesBetween(
  { environment: reference }: ReferenceArtefact,
  current: ProfiledBatch['batch'],
  pairs: readonly LockFilePair[],
): readonly EnvironmentChange[] {
  const lockFiles = pairs.map(({ packages }) => packages);
  return environmentChanges({ reference, current, lockFiles });
}

/** Whether the model is still right, as far as the batch itself says; labels that come later say more. */
function performanceOf(
  { validation, profile, contract }: ProfiledBatch,
  found: ReferenceOfBatch,
  drift: Drift,
  corrections: CorrectionOf | undefined,
): Result['performance'] {
  const reference = artefactOf(found);
  if (validation.status === 'rejected' || !profile || !contract.document || !reference) return null;
  const comparison = {
    contract: contract.document,
    yardstick: reference.yardstick,
    reference: { profile: reference.profile, violations: reference.violations },
    current: { profile, violations: validation.violations },
  };
  return measurePerformance(comparison, drift, corrections);
}

function artefactOf(reference: ReferenceOfBatch): ReferenceArtefact | undefined {
  return reference.status === 'found' ? reference.artefact : undefined;
}

/** @param wanted  the season whose reference the contract asks for */
function referenceFacts(
  { version, season, profile }: ReferenceArtefact,
  wanted: Season | undefined,
): Result['reference'] {
  return {
    version,
    rows: profile.rows.accepted,
    ...(season ? { season } : {}),
    ...(wanted && wanted !== season ? { standsInFor: wanted } : {}),
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
