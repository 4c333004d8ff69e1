import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileSource } from '../../lambdas/files/file-source.ts';
import { contentVersion } from '../../lambdas/pipeline/model-contract.ts';
import type { ObjectStore, StoredObject } from '../../lambdas/pipeline/ports.ts';

/** An object store in a directory, as S3 is: nothing of it is in memory. For one process at a time. */
export function diskStore(bucket: string, directory: string): ObjectStore {
  const pathOf = (key: string) => join(directory, key);

  async function describe(key: string): Promise<StoredObject | undefined> {
    const stats = await stat(pathOf(key)).catch(() => undefined);
    if (!stats?.isFile()) return undefined;
    const etag = contentVersion(`${stats.size} ${stats.mtimeMs}`);
    return {
      key,
      versionId: 'null',
      etag,
      sizeBytes: stats.size,
      lastModified: stats.mtime,
      metadata: {},
    };
  }

  async function write(key: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(pathOf(key)), { recursive: true });
    await writeFile(pathOf(key), bytes);
  }

  async function create(key: string, bytes: Uint8Array) {
    if (await describe(key)) return 'exists';
    await write(key, bytes);
    return 'created';
  }

  return {
    bucket,
    async open(key) {
      const object = await describe(key);
      return object && { ...object, source: fileSource(pathOf(key), object.sizeBytes, () => {}) };
    },
    async read(key) {
      const object = await describe(key);
      return object && { ...object, bytes: await readFile(pathOf(key)) };
    },
    top: async () => ({ objects: [], folders: [] }),
    async *list(prefix) {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      const keys = entries.map((entry) => relative(directory, join(entry.parentPath, entry.name)));
      for (const key of keys.filter((one) => one.startsWith(prefix)).sort()) {
        const object = await describe(key);
        if (object) yield object;
      }
    },
    create,
    createFrom: async (key, pieces) => create(key, Buffer.concat(await Array.fromAsync(pieces))),
    async replace(key, etag, bytes) {
      if ((await describe(key))?.etag !== etag) return 'conflict';
      await write(key, bytes);
      return 'replaced';
    },
  };
}
