import { composeHoldoutAlert } from '../core/alert/compose-holdout-alert.ts';
import { composeUnusableHoldoutAlert } from '../core/alert/upload/compose-unusable-alerts.ts';
import type { Contract } from '../core/contract/contract.ts';
import { environmentChanges } from '../core/environment/environment-changes.ts';
import type { Baseline, RowCounts } from '../core/holdout/baseline.ts';
import { holdoutFindings } from '../core/holdout/findings.ts';
import {
  type HoldoutComparison,
  type HoldoutFile,
  type HoldoutRun,
  holdoutRunSchema,
} from '../core/holdout/run-schema.ts';
import { renderHoldoutReport } from '../core/report/holdout/render-holdout-report.ts';
import {
  inboxPrefixes,
  isLeftBehind,
  type ObjectVersion,
  objectId,
  parseInboxKey,
  resultsKeys,
} from '../keys.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';
import { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';
import { plumblineVersion } from '../version.ts';
import {
  type BaselineFacts,
  isNewBaseline,
  readBaseline,
  readBaselineRows,
  storeBaseline,
} from './holdout-baseline.ts';
import { rememberRun } from './holdout-runs.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import { readModelContract } from './model-contract.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { holdoutRules, type ReadHoldout, readBaselineFile, readRunFile } from './read-holdout.ts';
import { htmlType } from './rebuild-page.ts';
import { readReference, readReferencePointer } from './reference/reference-artefact.ts';
import { type BatchUpload, findUpload } from './upload/batch-upload.ts';
import { versionsOf, writerFacts } from './upload/environment-facts.ts';
import { reportUnrecognisedUpload } from './upload/unrecognised-upload.ts';

/**
 * Takes a holdout set: a fixed set of rows, scored again. The first one, or the newest whose name begins with `baseline`, is what
 * the others are held against, id by id. Safe to repeat: a run is written once.
 */
export async function scoreHoldout(object: ObjectVersion, services: Services): Promise<void> {
  const { inbox, log } = services;
  if (isLeftBehind(object.key)) return log.info('no-holdout', { key: object.key });
  const parsed = parseInboxKey(inboxPrefixes.holdouts, object.key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  const upload = await findUpload(object, inbox);
  if (!upload) return log.warn('holdout-deleted', { key: object.key });
  const contract = await contractOf(parsed.model, services);
  const scored = contract ? await score({ ...parsed, object, upload, contract }, services) : withoutContract;
  if (scored.status === 'refused') return announceRefused(parsed.model, object, scored.reason, services);
  if (scored.value) await publishRun(scored.value, services);
}

const withoutContract = {
  status: 'refused',
  reason:
    'The model has no contract that can be used, so nothing says which column holds the ids and which the predictions.',
} as const;

/** The uploaded one, or that which was drafted from the reference. */
async function contractOf(model: string, { inbox, results }: Services): Promise<Contract | undefined> {
  const uploaded = await readModelContract(inbox, model);
  if (uploaded.status !== 'none') return uploaded.status === 'valid' ? uploaded.contract.document : undefined;
  const current = await readReferencePointer(results, model);
  const reference = current && (await readReference(results, model, current.pointer.version));
  return reference?.status === 'read' ? reference.artefact.contract.document : undefined;
}

interface UploadedHoldout {
  readonly model: string;
  /** Below the folder of the model. */
  readonly path: string;
  readonly object: ObjectVersion;
  readonly upload: BatchUpload;
  readonly contract: Contract;
}

/** @returns the run, or undefined where the upload is the baseline */
async function score(
  holdout: UploadedHoldout,
  services: Services,
): Promise<ReadHoldout<HoldoutRun | undefined>> {
  try {
    const { model, upload, contract } = holdout;
    const batch = await upload.open(contract);
    const facts = factsOf(holdout, batch);
    const source = { batch, contract, remainingMs: services.remainingMs };
    const current = await readBaseline(model, services);
    if (!current || isNewBaseline(facts, current)) {
      const read = await readBaselineFile(source);
      if (read.status === 'refused') return read;
      await storeBaseline(model, facts, read.value, services);
      services.log.info('holdout-baseline', { key: facts.key, rows: read.value.rows });
      return { status: 'read', value: undefined };
    }
    const baseline = await readBaselineRows(model, current, services);
    const read = await readRunFile(source, baseline);
    if (read.status === 'refused') return read;
    const files = { run: facts, baseline: current, rows: baseline };
    return { status: 'read', value: runOf(holdout, read.value, files, services) };
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { status: 'refused', reason: error.message };
  }
}

function factsOf({ path, object, upload }: UploadedHoldout, { writer }: OpenBatch): BaselineFacts {
  return {
    schemaVersion: 1,
    id: objectId(object),
    key: object.key,
    versionId: object.versionId,
    receivedAt: upload.lastModified.toISOString(),
    isNamed: /^baseline/i.test(path.slice(path.lastIndexOf('/') + 1)),
    environment: { ...(writer && { writer: writerFacts(writer) }), ...versionsOf(upload) },
  };
}

function runOf(
  { model, contract }: UploadedHoldout,
  { counts, ...comparison }: HoldoutComparison,
  files: { readonly run: BaselineFacts; readonly baseline: BaselineFacts; readonly rows: Baseline },
  { environment }: Services,
): HoldoutRun {
  const [reference, current] = [files.baseline.environment, files.run.environment];
  const run = {
    schemaVersion: 1 as const,
    plumbline: plumblineVersion,
    model,
    environment,
    id: files.run.id,
    run: fileOf(files.run, counts),
    baseline: fileOf(files.baseline, files.rows),
    ...comparison,
    environmentChanges: [...environmentChanges({ reference, current, lockFiles: [] })],
  };
  return { ...run, findings: holdoutFindings(run, holdoutRules(contract)) };
}

function fileOf(
  { key, versionId, receivedAt }: BaselineFacts,
  { rows, unusable, repeated }: RowCounts,
): HoldoutFile {
  return { key, versionId, receivedAt, rows, unusable, repeated };
}

/** What was stored first counts: the baseline may be another one when it is asked again. */
async function publishRun(run: HoldoutRun, services: Services): Promise<void> {
  const { results, log } = services;
  const key = resultsKeys.holdoutRun(run.model, run.id);
  const outcome = await results.create(key, encodeJson(run), { contentType: 'application/json' });
  const stored = outcome === 'created' ? undefined : await results.read(key);
  const told = stored ? decodeJson(holdoutRunSchema, key, stored.bytes) : run;
  const reportKey = resultsKeys.holdoutReport(run.model, run.id);
  const page = new TextEncoder().encode(renderHoldoutReport(told));
  await results.create(reportKey, page, { contentType: htmlType });
  await rememberRun(told, services);
  const alert = composeHoldoutAlert({
    run: told,
    runKey: key,
    reportKey,
    inboxBucket: services.inbox.bucket,
    resultsBucket: results.bucket,
    createdAt: services.now().toISOString(),
  });
  if (alert) await storeAlert(alert, services);
  log.info('holdout-scored', { key: told.run.key, moved: told.predictions.moved, of: told.ids.both });
}

async function announceRefused(
  model: string,
  object: ObjectVersion,
  reason: string,
  services: Services,
): Promise<void> {
  services.log.warn('holdout-refused', { key: object.key, reason });
  const alert = composeUnusableHoldoutAlert({
    id: objectId(object),
    environment: services.environment,
    model,
    createdAt: services.now().toISOString(),
    inboxBucket: object.bucket,
    key: object.key,
    reason,
  });
  await storeAlert(alert, services);
}
