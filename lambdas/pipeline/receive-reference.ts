import { composeInvalidContractAlert } from '../core/alert/upload/compose-contract-alerts.ts';
import { composeUnknownSeasonAlert } from '../core/alert/upload/compose-reference-alerts.ts';
import {
  canaryModel,
  inboxKeys,
  inboxPrefixes,
  isLeftBehind,
  isPartFile,
  type ObjectVersion,
  objectId,
  parseContractKey,
  parseInboxKey,
} from '../keys.ts';
import { type ModelContract, readModelContract } from './model-contract.ts';
import { storeAlert } from './outbox.ts';
import type { Services } from './ports.ts';
import { buildNewestReference } from './reference/build-newest-reference.ts';
import { buildReference, type ReferenceOf } from './reference/build-reference.ts';
import { type ReferenceName, referenceName } from './reference/reference-name.ts';
import { receiveReplay } from './replay/receive-replay.ts';
import { releaseWaiting } from './replay/waiting-batches.ts';
import { type BatchUpload, findUpload } from './upload/batch-upload.ts';
import { isPlaceholder } from './upload/placeholder.ts';
import { receivePart } from './upload/receive-part.ts';
import { reportUnrecognisedUpload } from './upload/unrecognised-upload.ts';

/**
 * Takes an uploaded reference or contract: both change what a model's batches are held against, and those that waited for one are
 * judged again. Takes what asks for that, too.
 */
export async function receiveReference(object: ObjectVersion, services: Services): Promise<void> {
  const { key } = object;
  if (isLeftBehind(key)) return services.log.info('no-reference', { key });
  if (key.startsWith(inboxPrefixes.replays)) return receiveReplay(object, services);
  const ofContract = key === inboxKeys.contract(canaryModel) ? canaryModel : parseContractKey(key);
  if (ofContract) return rebuild(object, { model: ofContract }, 'newest', services);
  const parsed = parseInboxKey(inboxPrefixes.references, key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  if (isPartFile(key)) return receivePart(parsed.model, object, services);
  const name = referenceName(parsed.path);
  if (name.status === 'unknown') return announceUnknown(parsed.model, object, name, services);
  if (await isPlaceholder(object, services)) return services.log.info('placeholder', { key });
  const upload = await findUpload(object, services.inbox);
  if (!upload) return services.log.warn('reference-deleted', { key });
  const season = name.status === 'season' ? name.season : undefined;
  return rebuild(object, { model: parsed.model, season }, upload, services);
}

/**
 * Builds the reference under the contract as it is now. An invalid contract is told at once, not with the next batch. A
 * contract is inferred from the default reference alone: without one, that of a season waits until it is asked for.
 */
async function rebuild(
  object: ObjectVersion,
  of: ReferenceOf,
  upload: BatchUpload | 'newest',
  services: Services,
): Promise<void> {
  const { model, season } = of;
  const contract = await readModelContract(services.inbox, model);
  if (contract.status === 'invalid') return announceInvalid(model, contract, services);
  if (contract.status === 'none' && season !== undefined)
    return services.log.info('season-without-contract', { model, season });
  const known = contract.status === 'valid' ? contract.contract : undefined;
  const built =
    upload === 'newest'
      ? await buildNewestReference(of, known, services)
      : await buildReference(of, upload, known, services);
  if (!built && upload === 'newest') services.log.info('contract-without-reference', { model });
  if (built || known) await releaseWaiting(model, objectId(object), services);
}

async function announceInvalid(
  model: string,
  { key, version, problems }: ModelContract & { readonly status: 'invalid' },
  services: Services,
): Promise<void> {
  const alert = composeInvalidContractAlert({
    id: `contract-${version}`,
    environment: services.environment,
    model,
    createdAt: services.now().toISOString(),
    inboxBucket: services.inbox.bucket,
    contractKey: key,
    problems,
  });
  await storeAlert(alert, services);
}

async function announceUnknown(
  model: string,
  object: ObjectVersion,
  { folder, kind }: ReferenceName & { readonly status: 'unknown' },
  services: Services,
): Promise<void> {
  const alert = composeUnknownSeasonAlert({
    id: objectId(object),
    environment: services.environment,
    model,
    createdAt: services.now().toISOString(),
    inboxBucket: object.bucket,
    key: object.key,
    folder,
    kind,
  });
  await storeAlert(alert, services);
}
