import { closedFolder, closingKeys, isManifest, isPartFile, type ObjectVersion } from '../../keys.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { contentVersion } from '../model-contract.ts';
import type { ReadableStore, StoredObject } from '../ports.ts';
import { listedParts } from './listed-parts.ts';
import { type FileSetting, openBatch } from './open-batch.ts';
import { openFolder } from './open-folder.ts';

/** What is held against the contract as one, a batch or a reference: a file, a folder that `_SUCCESS` closes, or what a manifest names. */
export interface BatchUpload {
  /** Of the file, or of what closes the folder. */
  readonly key: string;
  readonly versionId: string;
  /** Differs where the bytes do, those of any part. */
  readonly etag: string;
  /** Of all parts together. */
  readonly sizeBytes: number;
  readonly lastModified: Date;
  /** What the uploader wrote about the file, or about what closes the folder. */
  readonly metadata: StoredObject['metadata'];
  /** The files of a folder or a manifest, in their order; absent where it is one file. */
  readonly files?: readonly StoredObject[];
  /** @throws UnreadableBatchError when it can't be read, with what its owner should do */
  readonly open: (setting: FileSetting) => Promise<OpenBatch>;
}

/**
 * @param version  the newest where it names none
 * @returns undefined when the announced object is gone
 */
export async function findUpload(
  { key, versionId }: Pick<ObjectVersion, 'key'> & Partial<ObjectVersion>,
  inbox: ReadableStore,
): Promise<BatchUpload | undefined> {
  const object = await inbox.open(key, versionId);
  if (!object) return undefined;
  const { source: _source, ...facts } = object;
  if (isManifest(key)) {
    const parts = await listedParts(object, inbox);
    if (parts instanceof Error) return { ...facts, open: () => Promise.reject(parts) };
    return partsUpload(facts, parts, inbox);
  }
  const folder = closedFolder(key);
  if (folder === undefined) return { ...facts, open: (setting) => openBatch(object, setting) };
  return partsUpload(facts, await partsOf(folder, object, inbox), inbox);
}

/** @param parts  none of which is opened before the batch is */
function partsUpload(
  closing: Omit<BatchUpload, 'open'>,
  parts: readonly StoredObject[],
  inbox: ReadableStore,
): BatchUpload {
  return {
    ...closing,
    // What closes a folder is the same empty file in each.
    etag: contentVersion(JSON.stringify(parts.map((part) => [part.key, part.etag]))),
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    files: parts,
    open: (setting) => openFolder(parts, inbox, setting),
  };
}

/**
 * The parts of a folder that were there when it was closed, in the order of their keys: those right in it, or else those in the
 * partitions below that nothing nearer closes.
 */
async function partsOf(
  folder: string,
  closing: StoredObject,
  inbox: ReadableStore,
): Promise<readonly StoredObject[]> {
  const parts: StoredObject[] = [];
  const closings = new Set<string>();
  for await (const object of inbox.list(folder)) {
    if (closedFolder(object.key) !== undefined) closings.add(object.key);
    const isPart = isPartFile(object.key) && closingKeys(object.key).includes(closing.key);
    if (isPart && !isLater(object, closing)) parts.push(object);
  }
  const own = parts.filter(({ key }) => key.lastIndexOf('/') === folder.length - 1);
  if (own.length > 0) return own;
  return parts.filter(({ key }) => closingKeys(key).find((one) => closings.has(one)) === closing.key);
}

/** Whether an object is newer than another, to the second: some answers of S3 are no finer. */
export function isLater(
  object: Pick<StoredObject, 'lastModified'>,
  other: Pick<StoredObject, 'lastModified'>,
): boolean {
  return secondsOf(object) > secondsOf(other);
}

function secondsOf({ lastModified }: Pick<StoredObject, 'lastModified'>): number {
  return Math.floor(lastModified.getTime() / 1000);
}
