import { composeUnusableLockFileAlert } from '../core/alert/upload/compose-unusable-alerts.ts';
import { inboxPrefixes, isLeftBehind, type ObjectVersion, objectId, parseInboxKey } from '../keys.ts';
import { type LockFile, maximumLockFileBytes, readLockFile } from '../readers/lock-files/read-lock-file.ts';
import { rememberLockFile } from './lock-files.ts';
import { storeAlert } from './outbox.ts';
import type { OpenObject, Services } from './ports.ts';
import { reportUnrecognisedUpload } from './upload/unrecognised-upload.ts';

/**
 * Takes an uploaded lock file: reads the versions out of it, and remembers since when they hold. Each version of a key counts, so
 * that a deployment may overwrite the file of the one before. One that can't be read is told, and is as if it had not come.
 */
export async function readEnvironment(object: ObjectVersion, services: Services): Promise<void> {
  const { inbox, log } = services;
  const { key, versionId } = object;
  if (isLeftBehind(key)) return log.info('no-lock-file', { key });
  const parsed = parseInboxKey(inboxPrefixes.environments, key);
  if (!parsed) return reportUnrecognisedUpload(object, services);
  const opened = await inbox.open(key, versionId);
  if (!opened) return log.warn('lock-file-deleted', { key });
  const file = await contentOf(opened);
  if (file.status === 'refused') return announceRefused(parsed.model, object, file.reason, services);
  const { format, ecosystem, packages, unpinned } = file;
  const facts = { format, ecosystem, packages: packages.length };
  const known = { id: objectId(object), key, versionId, receivedAt: opened.lastModified.toISOString() };
  await rememberLockFile(parsed.model, { ...known, ...facts }, [...packages], services);
  log.info('lock-file-read', { key, ...facts, unpinned });
}

/** Of one that is too large not a byte is fetched. */
async function contentOf({ source, sizeBytes }: OpenObject): Promise<LockFile> {
  return readLockFile(
    sizeBytes > maximumLockFileBytes
      ? new Uint8Array(maximumLockFileBytes + 1)
      : await source.slice(0, sizeBytes),
  );
}

async function announceRefused(
  model: string,
  object: ObjectVersion,
  reason: string,
  services: Services,
): Promise<void> {
  services.log.warn('lock-file-refused', { key: object.key, reason });
  const alert = composeUnusableLockFileAlert({
    id: objectId(object),
    environment: services.environment,
    model,
    createdAt: services.now().toISOString(),
    inboxBucket: object.bucket,
    key: object.key,
    reason,
  });
  await storeAlert(alert, services);
}
