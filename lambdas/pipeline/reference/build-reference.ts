import { composeInferredContractAlert } from '../../core/alert/upload/compose-contract-alerts.ts';
import { composeUnusableReferenceAlert } from '../../core/alert/upload/compose-reference-alerts.ts';
import { rowsAndLimitsInText } from '../../core/contract/contract-versions.ts';
import type { InferredContract } from '../../core/contract/infer-contract.ts';
import type { Season } from '../../core/contract/seasons.ts';
import { writeContract } from '../../core/contract/write-contract.ts';
import type { BatchFacts, Validation } from '../../core/result/result-schema.ts';
import { resultsKeys } from '../../keys.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { encodeCompressedJson } from '../json-artefact.ts';
import { unreadableViolation } from '../judge-batch.ts';
import { contentVersion, type KnownContract, rowsVersion } from '../model-contract.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';
import { versionsOf, writerFacts } from '../upload/environment-facts.ts';
import { announceReplacement } from './guard-replacement.ts';
import { inferUpload } from './infer-upload.ts';
import { type ReferenceRows, readReferenceRows } from './read-reference-rows.ts';
import { type ReferenceArtefact, readReference, referenceSchemaVersion } from './reference-artefact.ts';
import { pointToReference } from './reference-pointer.ts';
import { readRefusal, storeRefusal } from './refused-reference.ts';

/** Which reference: the default one of a model, or that of a season. */
export interface ReferenceOf {
  readonly model: string;
  readonly season?: Season | undefined;
}

/**
 * Makes a reference of an upload: contract (inferred where there is none), bins, profile; then points to it. Safe to repeat: a
 * version is named by the bytes of its source and by what its contract says of rows, and is written once. One that was
 * made is not held against other limits of whole files later.
 *
 * @param owner  whether the owner of an upload that can't be a reference is told so
 * @returns undefined when the upload can't be a reference
 */
export async function buildReference(
  of: ReferenceOf,
  upload: BatchUpload,
  uploaded: KnownContract | undefined,
  services: Services,
  owner: 'told' | 'not-told' = 'told',
): Promise<ReferenceArtefact | undefined> {
  const known = await knownReference(of.model, upload, uploaded, services);
  const made = known
    ? ({ status: 'made', artefact: known } as const)
    : await makeReference(of, upload, uploaded, services);
  if (made.status === 'unusable') {
    if (owner === 'told') await announceUnusable(of.model, upload, uploaded, made.reasons, services);
    return undefined;
  }
  const { artefact } = made;
  if (!uploaded) await announceContract(artefact, services);
  await pointToReference(artefact, sourceOf(upload), services, (before) =>
    announceReplacement(before, artefact, upload, services),
  );
  return artefact;
}

/**
 * The reference that an upload has been made before. People correct the contract that was inferred, and upload it: where it still
 * says the same of rows, the reference that was made with the draft will do.
 */
async function knownReference(
  model: string,
  upload: BatchUpload,
  uploaded: KnownContract | undefined,
  { results }: Services,
): Promise<ReferenceArtefact | undefined> {
  const drafted = await readReference(results, model, versionOf(upload, undefined));
  const isSame =
    drafted.status === 'read' &&
    (!uploaded || rowsVersion(drafted.artefact.contract) === rowsVersion(uploaded));
  if (isSame) return drafted.artefact;
  const own = uploaded && (await readReference(results, model, versionOf(upload, uploaded)));
  return own?.status === 'read' ? own.artefact : undefined;
}

/** Another Plumbline, whose references are of another schema, makes its own. */
function versionOf({ key, etag }: BatchUpload, uploaded: KnownContract | undefined): string {
  const rows = uploaded ? rowsVersion(uploaded) : 'inferred';
  return contentVersion(JSON.stringify([key, etag, rows, referenceSchemaVersion]));
}

/** Names what can be refused: a version, under the limits of whole files that a contract has. */
function attemptOf({ key, etag }: BatchUpload, uploaded: KnownContract | undefined): string {
  const asked = uploaded ? rowsAndLimitsInText(uploaded.document) : 'inferred';
  return contentVersion(JSON.stringify([key, etag, asked, referenceSchemaVersion]));
}

function sourceOf({ key, versionId, lastModified }: BatchUpload): ReferenceArtefact['source'] {
  return { key, versionId, lastModified: lastModified.toISOString() };
}

async function makeReference(
  { model, season }: ReferenceOf,
  upload: BatchUpload,
  uploaded: KnownContract | undefined,
  services: Services,
): Promise<MadeReference> {
  const attempt = attemptOf(upload, uploaded);
  const refused = await readRefusal(model, attempt, upload, services);
  if (refused) return { status: 'unusable', reasons: refused };
  const read = await readUpload(upload, uploaded, services);
  if (read.status === 'unread') return { status: 'unusable', reasons: read.reasons };
  if (read.status === 'unusable') {
    const reasons = [...read.reasons];
    await storeRefusal(model, attempt, upload, reasons, services);
    return { status: 'unusable', reasons };
  }
  const version = versionOf(upload, uploaded);
  const { yardstick, profile, violations } = read.rows;
  const artefact: ReferenceArtefact = {
    schemaVersion: referenceSchemaVersion,
    model,
    version,
    ...(season ? { season } : {}),
    source: sourceOf(upload),
    contract: storedContract(read.contract),
    environment: { ...(read.writer && { writer: read.writer }), ...versionsOf(upload) },
    yardstick,
    profile,
    violations,
  };
  await services.results.create(resultsKeys.reference(model, version), await encodeCompressedJson(artefact), {
    contentType: 'application/json',
    contentEncoding: 'gzip',
  });
  services.log.info('reference-built', { model, version, key: upload.key, rows: profile.rows });
  return { status: 'made', artefact };
}

function storedContract({ notes, ...contract }: KnownContract): ReferenceArtefact['contract'] {
  return { ...contract, ...(notes && { notes: [...notes] }) };
}

type MadeReference =
  | { readonly status: 'made'; readonly artefact: ReferenceArtefact }
  | { readonly status: 'unusable'; readonly reasons: Validation['reasons'] };

type ReadUpload =
  | {
      readonly status: 'usable';
      readonly contract: KnownContract;
      readonly rows: UsableRows;
      readonly writer: BatchFacts['writer'];
    }
  | Extract<ReferenceRows, { readonly status: 'unusable' }>
  /** Not to the end: there may be more time, or a part that is gone may be back. */
  | { readonly status: 'unread'; readonly reasons: Validation['reasons'] };
type UsableRows = Extract<ReferenceRows, { readonly status: 'usable' }>;

async function readUpload(
  upload: BatchUpload,
  uploaded: KnownContract | undefined,
  { remainingMs }: Services,
): Promise<ReadUpload> {
  try {
    const contract = uploaded ?? inferred(await inferUpload(upload));
    const batch = await upload.open(contract.document);
    const rows = await readReferenceRows(batch, contract.document, remainingMs, upload.lastModified);
    if (rows.status !== 'usable') return rows;
    return { status: 'usable', contract, rows, writer: batch.writer && writerFacts(batch.writer) };
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { status: 'unread', reasons: [unreadableViolation(error)] };
  }
}

function inferred({ contract: document, notes }: InferredContract): KnownContract {
  const version = `inferred-${contentVersion(JSON.stringify(document))}`;
  return { source: 'inferred', version, document, notes };
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
    notes: contract.notes ?? [],
  });
  await storeAlert(alert, services);
}

async function announceUnusable(
  model: string,
  upload: BatchUpload,
  uploaded: KnownContract | undefined,
  reasons: Validation['reasons'],
  services: Services,
): Promise<void> {
  const { environment, inbox, now } = services;
  const alert = composeUnusableReferenceAlert({
    id: `reference-${attemptOf(upload, uploaded)}`,
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    referenceKey: upload.key,
    hasContract: uploaded !== undefined,
    reasons,
  });
  await storeAlert(alert, services);
}
