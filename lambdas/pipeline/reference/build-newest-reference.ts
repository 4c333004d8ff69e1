import type { Season } from '../../core/contract/seasons.ts';
import {
  closedFolder,
  closingKeys,
  inboxKeys,
  inboxPrefixes,
  isLeftBehind,
  isPartFile,
  parseInboxKey,
} from '../../keys.ts';
import type { KnownContract } from '../model-contract.ts';
import type { ReadableStore, Services, StoredObject } from '../ports.ts';
import { findUpload, isLater } from '../upload/batch-upload.ts';
import { buildReference, type ReferenceOf } from './build-reference.ts';
import type { ReferenceArtefact } from './reference-artefact.ts';
import { referenceName } from './reference-name.ts';

/** One that was good may lie behind some that were not: so many uploads are tried. */
const mostTried = 3;

/**
 * Makes a reference of the newest upload that can be one under a contract: a file, or a folder of parts that was closed. Those
 * that can't are read once (see `refused-reference.ts`), and the owner of the newest is told.
 *
 * @returns undefined when there is none among the newest three
 */
export async function buildNewestReference(
  of: ReferenceOf,
  contract: KnownContract | undefined,
  services: Services,
): Promise<ReferenceArtefact | undefined> {
  const newest = await newestReferences(of, services.inbox);
  for (const [index, { key }] of newest.slice(0, mostTried).entries()) {
    const upload = await findUpload({ key }, services.inbox);
    const owner = index === 0 ? 'told' : 'not-told';
    const built = upload && (await buildReference(of, upload, contract, services, owner));
    if (built) return built;
  }
  return undefined;
}

/** The uploads of one of a model's references, the newest first. */
async function newestReferences(
  { model, season }: ReferenceOf,
  inbox: ReadableStore,
): Promise<readonly StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const object of inbox.list(inboxKeys.references(model))) {
    if (isOf(object.key, season)) objects.push(object);
  }
  // Of those of one second the last by name.
  return uploadsAmong(objects)
    .toSorted((a, b) => a.lastModified.getTime() - b.lastModified.getTime())
    .reverse();
}

function isOf(key: string, season: Season | undefined): boolean {
  const parsed = parseInboxKey(inboxPrefixes.references, key);
  if (!parsed) return false;
  const name = referenceName(parsed.path);
  return season === undefined
    ? name.status === 'default'
    : name.status === 'season' && name.season === season;
}

/** Files, and what closed a folder that had a part then; a `_SUCCESS` above folders closes none. */
function uploadsAmong(objects: readonly StoredObject[]): readonly StoredObject[] {
  const oldestPart = new Map<string, StoredObject>();
  for (const object of objects) {
    if (!isPartFile(object.key)) continue;
    for (const closing of closingKeys(object.key)) {
      const oldest = oldestPart.get(closing);
      if (!oldest || object.lastModified < oldest.lastModified) oldestPart.set(closing, object);
    }
  }
  return objects.filter((object) => {
    if (closedFolder(object.key) !== undefined) {
      const part = oldestPart.get(object.key);
      return part !== undefined && !isLater(part, object);
    }
    return !isPartFile(object.key) && !isLeftBehind(object.key);
  });
}
