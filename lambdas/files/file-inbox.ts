import { readFile, stat } from 'node:fs/promises';
import type { OpenObject, ReadableStore, StoredObject } from '../pipeline/ports.ts';
import { fileSource } from './file-source.ts';

/**
 * An inbox whose objects are local files.
 *
 * @param paths  the file of each key
 * @param onBytes  is told of every piece that is read of a batch or reference
 * @param arrivedWith  the file together with which that of a key counts as uploaded, where it is not its own
 */
export function fileInbox(
  paths: ReadonlyMap<string, string>,
  onBytes: (count: number) => void = () => {},
  arrivedWith: ReadonlyMap<string, string> = new Map(),
): ReadableStore {
  async function describe(key: string, path: string): Promise<StoredObject> {
    const { size, mtime: own } = await stat(path);
    const other = arrivedWith.get(key);
    const mtime = other === undefined ? own : (await stat(other)).mtime;
    const etag = `"${size}-${mtime.getTime()}"`;
    return { key, versionId: 'null', etag, sizeBytes: size, lastModified: mtime, metadata: {} };
  }

  async function open(key: string): Promise<OpenObject | undefined> {
    const path = paths.get(key);
    if (path === undefined) return undefined;
    const described = await describe(key, path);
    return { ...described, source: fileSource(path, described.sizeBytes, onBytes) };
  }

  return {
    bucket: 'inbox',
    open,
    async read(key) {
      const path = paths.get(key);
      return path === undefined ? undefined : { ...(await describe(key, path)), bytes: await readFile(path) };
    },
    // People's files lie where the command puts them.
    top: async () => ({ objects: [], folders: [] }),
    async *list(prefix) {
      for (const [key, path] of paths) if (key.startsWith(prefix)) yield describe(key, path);
    },
  };
}
