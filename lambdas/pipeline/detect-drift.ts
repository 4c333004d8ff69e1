import type { Alert } from '../core/alert/alert-schema.ts';
import { composeBatchAlert } from '../core/alert/compose-batch-alert.ts';
import { compareProfiles } from '../core/drift/compare-profiles.ts';
import { historyRecord } from '../core/report/history-record.ts';
import type { Drift, Result } from '../core/result/result-schema.ts';
import { type ObjectVersion, resultsKeys } from '../keys.ts';
import { metricNames } from '../metric-names.ts';
import { plumblineVersion } from '../version.ts';
import { decodeCompressedJson, encodeJson } from './json-artefact.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { type ProfiledBatch, profiledBatchSchema } from './profiled-batch.ts';
import { htmlType, publishPages } from './publish-pages.ts';
import { type ReferenceArtefact, readReference } from './reference-artefact.ts';
import { reportOf } from './report-of.ts';

/**
 * Compares a profiled batch with its reference, publishes report and result and stores the alert, if one is due; then
 * brings the pages over time up to date, for which no alert waits. Sees two profiles, never a row. Safe to repeat:
 * everything about the batch is written once.
 */
export async function detectDrift(object: ObjectVersion, services: Services): Promise<void> {
  const { results, log } = services;
  const stored = await results.read(object.key);
  if (!stored) return log.warn('profile-deleted', { key: object.key });
  const profiled = await decodeCompressedJson(profiledBatchSchema, object.key, stored.bytes);
  const reference = await referenceOf(profiled, services);
  const { result, alert } = resultOf(profiled, reference, services);
  await publish(result, reportOf(result, profiled, reference, services), services);
  if (alert) await storeAlert(alert, services);
  await publishPages(result, services);
}

function resultOf(
  profiled: ProfiledBatch,
  reference: ReferenceArtefact | undefined,
  services: Services,
): { readonly result: Result; readonly alert: Alert | undefined } {
  const { model, batch, contract, validation } = profiled;
  const result: Result = {
    schemaVersion: 1,
    plumbline: plumblineVersion,
    model,
    environment: services.environment,
    batch,
    contract,
    ...(reference
      ? { reference: { version: reference.version, rows: reference.profile.rows.accepted } }
      : {}),
    validation,
    drift: driftOf(profiled, reference),
    performance: null,
    environmentChanges: [],
    alerts: [],
  };
  const alert = composeBatchAlert({
    result,
    resultKey: resultsKeys.result(model, batch.id),
    reportKey: resultsKeys.report(model, batch.id),
    inboxBucket: services.inbox.bucket,
    resultsBucket: services.results.bucket,
    createdAt: services.now().toISOString(),
  });
  return { result: { ...result, alerts: alert ? [alert.id] : [] }, alert };
}

async function referenceOf(
  { model, referenceVersion }: ProfiledBatch,
  { results }: Services,
): Promise<ReferenceArtefact | undefined> {
  if (referenceVersion === undefined) return undefined;
  const reference = await readReference(results, model, referenceVersion);
  if (reference) return reference;
  const key = resultsKeys.reference(model, referenceVersion);
  throw new Error(`${key} is gone, but a batch was profiled on its bins`);
}

function driftOf({ validation, profile }: ProfiledBatch, reference: ReferenceArtefact | undefined): Drift {
  if (validation.status === 'rejected') return skipped('the batch was rejected');
  if (!reference || !profile) return skipped('the model has no reference yet');
  return compareProfiles({
    contract: reference.contract.document,
    bins: reference.bins,
    association: reference.association,
    reference: { profile: reference.profile, violations: reference.violations },
    current: { profile, violations: validation.violations },
  });
}

function skipped(reason: string): Drift {
  return { status: 'skipped', reason, tests: 0, features: [] };
}

async function publish(
  result: Result,
  report: Uint8Array,
  { results, log, measure }: Services,
): Promise<void> {
  const { model, batch, validation, drift } = result;
  const options = { contentType: 'application/json' };
  await results.create(resultsKeys.history(model, batch.id), encodeJson(historyRecord(result)), options);
  await results.create(resultsKeys.report(model, batch.id), report, { contentType: htmlType });
  const outcome = await results.create(resultsKeys.result(model, batch.id), encodeJson(result), options);
  log.info('result-published', {
    model,
    batch: batch.id,
    validation: validation.status,
    drift: drift.status,
    outcome,
  });
  if (outcome === 'created') measure(model, metricsOf(result));
}

function metricsOf({ validation, drift }: Result) {
  return {
    [metricNames.batches]: 1,
    [metricNames.batchesRejected]: validation.status === 'rejected' ? 1 : 0,
    [metricNames.batchesDrifted]: drift.status === 'drifted' ? 1 : 0,
    [metricNames.rowsRead]: validation.rows.read,
    [metricNames.rowsQuarantined]: validation.rows.quarantined,
    [metricNames.featuresDrifted]: drift.features.filter(({ verdict }) => verdict.status === 'drifted')
      .length,
  };
}
