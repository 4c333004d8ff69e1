import { composeLatePartAlert } from '../../core/alert/upload/compose-folder-alerts.ts';
import { closingKeys, type ObjectVersion, objectId } from '../../keys.ts';
import { storeAlert } from '../outbox.ts';
import type { OpenObject, Services } from '../ports.ts';
import { isLater } from './batch-upload.ts';
import { noteBegunFolder } from './begun-folder.ts';

/**
 * Takes note of a part of a folder: it is read when the folder is closed. One that arrives later is in nothing made of it;
 * people are told once for each time that the folder was closed.
 */
export async function receivePart(model: string, part: ObjectVersion, services: Services): Promise<void> {
  const { environment, inbox, log, now } = services;
  const stored = await inbox.open(part.key, part.versionId);
  const closing = await findClosing(part.key, services);
  if (!stored || !closing || !isLater(stored, closing)) {
    log.info('part-of-folder', { key: part.key });
    if (stored && !closing) await noteBegunFolder(model, part.key, stored.lastModified, services);
    return;
  }
  log.warn('part-after-success', { key: part.key });
  const closed = { bucket: part.bucket, key: closing.key, versionId: closing.versionId };
  const alert = composeLatePartAlert({
    id: `${objectId(closed)}-late`,
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: part.bucket,
    key: part.key,
    closingKey: closing.key,
  });
  await storeAlert(alert, services);
}

async function findClosing(partKey: string, { inbox }: Services): Promise<OpenObject | undefined> {
  for (const key of closingKeys(partKey)) {
    const closing = await inbox.open(key);
    if (closing) return closing;
  }
  return undefined;
}
