import { inboxKeys, isBookkeepingFile, isFolderMarker } from '../keys.ts';
import { buildReference } from './build-reference.ts';
import { type KnownContract, type ModelContract, readModelContract } from './model-contract.ts';
import type { OpenObject, ReadableStore, Services, StoredObject } from './ports.ts';
import { type ReferenceArtefact, readReference, readReferencePointer } from './reference-artefact.ts';

/** What a model's batches are held against. */
export type Monitor =
  | {
      readonly status: 'ready';
      readonly contract: KnownContract;
      readonly reference: ReferenceArtefact | undefined;
    }
  | { readonly status: 'no-contract' }
  | (ModelContract & { readonly status: 'invalid' });

/**
 * Finds a model's contract and reference. A reference that is not built yet, or was built under another contract, is
 * built here: it does not matter in which order a contract, a reference and a batch arrive.
 */
export async function loadMonitor(model: string, services: Services): Promise<Monitor> {
  const uploaded = await readModelContract(services.inbox, model);
  if (uploaded.status === 'invalid') return uploaded;
  const contract = uploaded.status === 'valid' ? uploaded.contract : undefined;
  const reference =
    (await currentReference(model, contract, services)) ?? (await builtNow(model, contract, services));
  if (reference) return { status: 'ready', contract: reference.contract, reference };
  return contract ? { status: 'ready', contract, reference } : { status: 'no-contract' };
}

async function currentReference(
  model: string,
  contract: KnownContract | undefined,
  { results }: Services,
): Promise<ReferenceArtefact | undefined> {
  const current = await readReferencePointer(results, model);
  if (!current) return undefined;
  const { pointer } = current;
  const isWanted = contract
    ? pointer.contract.version === contract.version
    : pointer.contract.source === 'inferred';
  return isWanted ? readReference(results, model, pointer.version) : undefined;
}

async function builtNow(
  model: string,
  contract: KnownContract | undefined,
  services: Services,
): Promise<ReferenceArtefact | undefined> {
  const object = await newestReference(services.inbox, model);
  return object && buildReference(model, object, contract, services);
}

/** The newest object under `references/<model>/`. */
export async function newestReference(inbox: ReadableStore, model: string): Promise<OpenObject | undefined> {
  let newest: StoredObject | undefined;
  for await (const object of inbox.list(inboxKeys.references(model))) {
    if (isFolderMarker(object.key) || isBookkeepingFile(object.key)) continue;
    if (!newest || object.lastModified >= newest.lastModified) newest = object;
  }
  return newest && inbox.open(newest.key);
}
