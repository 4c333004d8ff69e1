import { closedFolder, isPartFile, type ObjectVersion } from '../../keys.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import type { CsvSetting } from '../../readers/csv/open-csv.ts';
import { contentVersion } from '../model-contract.ts';
import type { ReadableStore, StoredObject } from '../ports.ts';
import { openBatch } from './open-batch.ts';
import { openFolder } from './open-folder.ts';

/** What is held against the contract as one, a batch or a reference: a file, or a folder that `_SUCCESS` closes. */
export interface BatchUpload {
  /** Of the file, or of what closes the folder. */
  readonly key: string;
  readonly versionId: string;
  /** Differs where the bytes do, those of any part. */
  readonly etag: string;
  /** Of all parts together. */
  readonly sizeBytes: number;
  readonly lastModified: Date;
  /** @throws UnreadableBatchError when it can't be read, with what its owner should do */
  readonly open: (csv: CsvSetting) => Promise<OpenBatch>;
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
  const { source: _source, metadata: _metadata, ...facts } = object;
  const folder = closedFolder(key);
  if (folder === undefined) return { ...facts, open: (csv) => openBatch(object, csv) };
  const parts = await partsOf(folder, object, inbox);
  return {
    ...facts,
    // What closes a folder is the same empty file in each.
    etag: contentVersion(JSON.stringify(parts.map((part) => [part.key, part.etag]))),
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    open: (csv) => openFolder(parts, inbox, csv),
  };
}

/** The parts right in a folder that were there when it was closed, in the order of their keys. */
async function partsOf(
  folder: string,
  closing: StoredObject,
  inbox: ReadableStore,
): Promise<readonly StoredObject[]> {
  const parts: StoredObject[] = [];
  for await (const object of inbox.list(folder)) {
    const isIn = object.key.lastIndexOf('/') === folder.length - 1;
    if (isIn && isPartFile(object.key) && !isLater(object, closing)) parts.push(object);
  }
  return parts;
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
