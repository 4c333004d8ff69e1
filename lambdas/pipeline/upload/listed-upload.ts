import { type ManifestEntry, readManifest } from '../../readers/manifest.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { inTurns } from '../in-turns.ts';
import { contentVersion } from '../model-contract.ts';
import type { OpenObject, ReadableStore, StoredObject } from '../ports.ts';
import type { BatchUpload } from './batch-upload.ts';
import { openFolder } from './open-folder.ts';

/** A manifest with more bytes than this is refused: 5,000 keys of the longest take no more. */
const maximumManifestBytes = 8 * 1024 * 1024;

/** Files that are looked up at once. */
const lookedUpAtOnce = 16;

/** The upload of the files that a manifest names. What is wrong with it is said when it is opened. */
export async function listedUpload(manifest: OpenObject, inbox: ReadableStore): Promise<BatchUpload> {
  const { source: _source, metadata: _metadata, ...facts } = manifest;
  const listed = await findListed(manifest, inbox).catch(asValue);
  if (listed instanceof UnreadableBatchError) return { ...facts, open: () => Promise.reject(listed) };
  return {
    ...facts,
    // The same names may stand for other bytes.
    etag: contentVersion(JSON.stringify(listed.map(({ key, etag }) => [key, etag]))),
    sizeBytes: listed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    open: (setting) => openFolder(listed, inbox, setting),
  };
}

function asValue(error: unknown): UnreadableBatchError {
  if (error instanceof UnreadableBatchError) return error;
  throw error;
}

/** @throws UnreadableBatchError naming the file that is missing, another model's, or of another size than the manifest says */
async function findListed(manifest: OpenObject, inbox: ReadableStore): Promise<readonly StoredObject[]> {
  if (manifest.sizeBytes > maximumManifestBytes)
    throw refused(manifest, `it has ${manifest.sizeBytes} bytes, ${maximumManifestBytes} is the most`);
  const bytes = await manifest.source.slice(0, manifest.sizeBytes);
  const entries = readManifest(new TextDecoder().decode(bytes), { bucket: inbox.bucket, key: manifest.key });
  const own = `${manifest.key.split('/').slice(0, 2).join('/')}/`;
  return inTurns(entries, lookedUpAtOnce, async (entry) => {
    if (!entry.key.startsWith(own))
      throw refused(manifest, `it names ${quoted(entry)}, which does not lie below ${own}`);
    const file = await inbox.open(entry.key);
    if (!file)
      throw refused(manifest, `it names ${quoted(entry)}, which is not there: upload the files before it`);
    if (entry.size !== undefined && entry.size !== file.sizeBytes) {
      const sizes = `has ${file.sizeBytes} bytes, not ${entry.size} as it says`;
      throw refused(manifest, `${quoted(entry)} ${sizes}: upload the file again, then the manifest`);
    }
    return file;
  });
}

function quoted({ key }: ManifestEntry): string {
  return JSON.stringify(key.slice(0, 300));
}

function refused({ key }: OpenObject, message: string): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    `The manifest ${key.slice(key.lastIndexOf('/') + 1)}: ${message}.`,
  );
}
