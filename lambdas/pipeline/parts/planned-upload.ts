import type { OpenBatch } from '../../readers/batch-reader.ts';
import { inPieces } from '../../readers/slices/in-pieces.ts';
import { inTurns } from '../in-turns.ts';
import type { OpenObject, ReadableStore, StoredObject } from '../ports.ts';
import { openBatch } from '../upload/open-batch.ts';
import { openFolder } from '../upload/open-folder.ts';
import type { BatchPlan } from './plan-artefact.ts';

/** The batch is no longer what it was when it was planned: no verdict of some of its parts holds for it. */
export class ChangedUploadError extends Error {
  override readonly name = 'ChangedUploadError';
}

/**
 * Opens a planned batch as it was when it was planned.
 *
 * @throws UnreadableBatchError as `openBatch` does
 * @throws ChangedUploadError when an object of it is gone or another, also while it is read
 */
export async function openPlanned({ upload, monitor }: BatchPlan, inbox: ReadableStore): Promise<OpenBatch> {
  const { document } = monitor.contract;
  const planned = new Map((upload.files ?? []).map((file) => [file.key, file]));
  if (upload.files)
    return openFolder(
      upload.files,
      { ...inbox, open: (key) => openAsPlanned({ key }, planned.get(key), inbox) },
      document,
    );
  return openBatch(await openAsPlanned(upload, upload, inbox), document);
}

/** @param object  which to open: the newest version where it names none */
async function openAsPlanned(
  { key, versionId }: Pick<StoredObject, 'key'> & Partial<StoredObject>,
  planned: StoredObject | undefined,
  inbox: ReadableStore,
): Promise<OpenObject> {
  const object = await inbox.open(key, versionId);
  if (!object) throw new ChangedUploadError(`${key} was deleted while its batch was read`);
  if (object.etag !== planned?.etag)
    throw new ChangedUploadError(`${key} was overwritten while its batch was read`);
  return { ...object, source: inPieces(object.source) };
}

/** Files that are looked up at once. */
const lookedUpAtOnce = 16;

/** Whether all objects of a planned batch are still what they were. */
export async function isAsPlanned({ upload }: BatchPlan, inbox: ReadableStore): Promise<boolean> {
  const objects = upload.files ?? [upload];
  const found = await inTurns(objects, lookedUpAtOnce, ({ key }) =>
    inbox.open(key, upload.files ? undefined : upload.versionId),
  );
  return found.every((object, index) => object?.etag === objects[index]?.etag);
}
