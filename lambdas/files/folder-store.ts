import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ReadableStore, StoredObject } from '../pipeline/ports.ts';

/** The results that the command line wrote into a folder, as they lie in the bucket. */
export function folderStore(directory: string): Pick<ReadableStore, 'read' | 'list'> {
  async function described(key: string): Promise<StoredObject> {
    const { size, mtime } = await stat(join(directory, key));
    const etag = `"${size}-${mtime.getTime()}"`;
    return { key, versionId: 'null', etag, sizeBytes: size, lastModified: mtime, metadata: {} };
  }

  return {
    async read(key) {
      const bytes = await readFile(join(directory, key)).catch(nothingThere);
      return bytes && { ...(await described(key)), bytes };
    },
    async *list(prefix) {
      const below = join(directory, prefix.slice(0, prefix.lastIndexOf('/') + 1));
      const entries =
        (await readdir(below, { recursive: true, withFileTypes: true }).catch(nothingThere)) ?? [];
      const keys = entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).split(sep).join('/'));
      for (const key of keys.filter((one) => one.startsWith(prefix)).sort()) yield described(key);
    },
  };
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
