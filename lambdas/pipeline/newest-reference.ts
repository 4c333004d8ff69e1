import type { Season } from '../core/contract/seasons.ts';
import {
  closedFolder,
  closingKey,
  inboxKeys,
  inboxPrefixes,
  isBookkeepingFile,
  isFolderMarker,
  isPartFile,
  parseInboxKey,
} from '../keys.ts';
import { type BatchUpload, findUpload, isLater } from './batch-upload.ts';
import type { ReadableStore, StoredObject } from './ports.ts';
import { referenceName } from './reference-name.ts';

/**
 * The newest upload of one of a model's references: a file, or a folder of parts that was closed.
 *
 * @param season  undefined for the default reference
 */
export async function newestReference(
  inbox: ReadableStore,
  model: string,
  season?: Season,
): Promise<BatchUpload | undefined> {
  const objects: StoredObject[] = [];
  for await (const object of inbox.list(inboxKeys.references(model))) {
    if (isOf(object.key, season)) objects.push(object);
  }
  const newest = uploadsAmong(objects).reduce<StoredObject | undefined>(
    (best, object) => (best && object.lastModified < best.lastModified ? best : object),
    undefined,
  );
  return newest && findUpload({ key: newest.key }, inbox);
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
    const closing = closingKey(object.key);
    const oldest = oldestPart.get(closing);
    if (!oldest || object.lastModified < oldest.lastModified) oldestPart.set(closing, object);
  }
  return objects.filter((object) => {
    if (closedFolder(object.key) !== undefined) {
      const part = oldestPart.get(object.key);
      return part !== undefined && !isLater(part, object);
    }
    return !isPartFile(object.key) && !isFolderMarker(object.key) && !isBookkeepingFile(object.key);
  });
}
