import { composeInvalidContractAlert } from '../core/alert/compose-invalid-contract-alert.ts';
import {
  inboxPrefixes,
  isBookkeepingFile,
  isFolderMarker,
  type ObjectVersion,
  parseContractKey,
  parseInboxKey,
} from '../keys.ts';
import { buildReference } from './build-reference.ts';
import { newestReference } from './load-monitor.ts';
import { type ModelContract, readModelContract } from './model-contract.ts';
import { storeAlert } from './outbox.ts';
import type { OpenObject, Services } from './ports.ts';
import { reportUnrecognisedUpload } from './unrecognised-upload.ts';

/** Takes an uploaded reference or contract: both change what a model's batches are held against. */
export async function receiveReference(object: ObjectVersion, services: Services): Promise<void> {
  if (isFolderMarker(object.key) || isBookkeepingFile(object.key)) {
    return services.log.info('no-reference', { key: object.key });
  }
  const ofContract = parseContractKey(object.key);
  if (ofContract) return rebuild(ofContract, await newestReference(services.inbox, ofContract), services);
  const parsed = parseInboxKey(inboxPrefixes.references, object.key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  const opened = await services.inbox.open(object.key, object.versionId);
  if (!opened) return services.log.warn('reference-deleted', { key: object.key });
  return rebuild(parsed.model, opened, services);
}

/** Builds the reference under the contract as it is now. An invalid contract is told at once, not with the next batch. */
async function rebuild(model: string, reference: OpenObject | undefined, services: Services): Promise<void> {
  const contract = await readModelContract(services.inbox, model);
  if (contract.status === 'invalid') return announceInvalid(model, contract, services);
  if (!reference) return services.log.info('contract-without-reference', { model });
  await buildReference(
    model,
    reference,
    contract.status === 'valid' ? contract.contract : undefined,
    services,
  );
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
