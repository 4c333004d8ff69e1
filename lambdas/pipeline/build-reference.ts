import { composeInferredContractAlert } from '../core/alert/compose-inferred-contract-alert.ts';
import { composeUnusableReferenceAlert } from '../core/alert/compose-unusable-reference-alert.ts';
import type { Violation } from '../core/contract/violation.ts';
import { writeContract } from '../core/contract/write-contract.ts';
import { resultsKeys } from '../keys.ts';
import { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';
import { inferFromRows } from './infer-from-rows.ts';
import { encodeCompressedJson } from './json-artefact.ts';
import { unreadableViolation } from './judge-batch.ts';
import { contentVersion, type KnownContract } from './model-contract.ts';
import { openBatch } from './open-batch.ts';
import { storeAlert } from './outbox.ts';
import type { OpenObject, Services } from './ports.ts';
import { type ReferenceRows, readReferenceRows } from './read-reference-rows.ts';
import { type ReferenceArtefact, readReference } from './reference-artefact.ts';
import { pointToReference } from './reference-pointer.ts';

/**
 * Makes a reference of an uploaded object: contract (inferred where there is none), bins, profile; then points to it.
 * Safe to repeat: a version is named by the bytes of its source and its contract, and is written once.
 *
 * @returns undefined when the object can't be a reference; its owner has been told
 */
export async function buildReference(
  model: string,
  object: OpenObject,
  uploaded: KnownContract | undefined,
  services: Services,
): Promise<ReferenceArtefact | undefined> {
  const version = contentVersion(JSON.stringify([object.key, object.etag, uploaded?.version ?? 'inferred']));
  const known = await readReference(services.results, model, version);
  const artefact = known ?? (await makeReference(model, version, object, uploaded, services));
  if (!artefact) return undefined;
  if (artefact.contract.source === 'inferred') await announceContract(artefact, services);
  await pointToReference(artefact, services.results);
  return artefact;
}

async function makeReference(
  model: string,
  version: string,
  object: OpenObject,
  uploaded: KnownContract | undefined,
  services: Services,
): Promise<ReferenceArtefact | undefined> {
  const read = await readObject(object, uploaded, services);
  if (read.status === 'unusable') {
    await announceUnusable(model, version, object, read.reasons, services);
    return undefined;
  }
  const { bins, derived, association, profile, violations } = read.rows;
  const artefact: ReferenceArtefact = {
    schemaVersion: 1,
    model,
    version,
    source: { key: object.key, versionId: object.versionId, lastModified: object.lastModified.toISOString() },
    contract: read.contract,
    bins: [...bins],
    ...(derived.length > 0 ? { derived: [...derived] } : {}),
    association,
    profile,
    violations,
  };
  await services.results.create(resultsKeys.reference(model, version), await encodeCompressedJson(artefact), {
    contentType: 'application/json',
    contentEncoding: 'gzip',
  });
  services.log.info('reference-built', { model, version, key: object.key, rows: profile.rows });
  return artefact;
}

type ReadObject =
  | { readonly status: 'usable'; readonly contract: KnownContract; readonly rows: UsableRows }
  | Unusable;
type UsableRows = Extract<ReferenceRows, { readonly status: 'usable' }>;
type Unusable = Extract<ReferenceRows, { readonly status: 'unusable' }>;

async function readObject(
  object: OpenObject,
  uploaded: KnownContract | undefined,
  { remainingMs }: Services,
): Promise<ReadObject> {
  try {
    const batch = await openBatch(object, uploaded?.document.csv);
    const contract = uploaded ?? inferred((await inferFromRows(batch)).contract);
    const rows = await readReferenceRows(batch, contract.document, remainingMs, object.lastModified);
    return rows.status === 'usable' ? { status: 'usable', contract, rows } : rows;
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { status: 'unusable', reasons: [unreadableViolation(error)] };
  }
}

function inferred(document: KnownContract['document']): KnownContract {
  return { source: 'inferred', version: `inferred-${contentVersion(JSON.stringify(document))}`, document };
}

async function announceContract(
  { model, contract, source }: ReferenceArtefact,
  services: Services,
): Promise<void> {
  const { environment, inbox, results, now } = services;
  const contractKey = resultsKeys.inferredContract(model, contract.version);
  const text = new TextEncoder().encode(writeContract(contract.document));
  await results.create(contractKey, text, { contentType: 'application/json' });
  const alert = composeInferredContractAlert({
    id: contract.version,
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    resultsBucket: results.bucket,
    contractKey,
    referenceKey: source.key,
    columns: contract.document.columns.length,
  });
  await storeAlert(alert, services);
}

async function announceUnusable(
  model: string,
  version: string,
  object: OpenObject,
  reasons: readonly Violation[],
  services: Services,
): Promise<void> {
  const { environment, inbox, now } = services;
  const alert = composeUnusableReferenceAlert({
    id: `reference-${version}`,
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    referenceKey: object.key,
    reasons,
  });
  await storeAlert(alert, services);
}
