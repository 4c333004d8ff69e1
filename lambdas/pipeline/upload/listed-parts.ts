import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { inTurns } from '../in-turns.ts';
import type { OpenObject, ReadableStore, StoredObject } from '../ports.ts';
import { type ManifestEntry, readManifest } from './manifest.ts';

/** A manifest with more bytes than this is refused: 5,000 keys of the longest take no more. */
const maximumManifestBytes = 8 * 1024 * 1024;

/** Files that are looked up at once. */
const lookedUpAtOnce = 16;

/**
 * The files that a manifest names, in its order.
 *
 * @returns what is wrong with it where something is: it is told when the batch is opened
 */
export async function listedParts(
  manifest: OpenObject,
  inbox: ReadableStore,
): Promise<readonly StoredObject[] | UnreadableBatchError> {
  try {
    return await findListed(manifest, inbox);
  } catch (error) {
    if (error instanceof UnreadableBatchError) return error;
    throw error;
  }
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
