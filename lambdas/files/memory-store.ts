import { createHash } from 'node:crypto';
import type { ObjectStore, StoredBytes, StoredObject, WriteOptions } from '../pipeline/ports.ts';
import { memorySource } from '../readers/byte-source.ts';

/** What people may say of an object. */
interface PutOptions extends WriteOptions {
  readonly metadata?: StoredObject['metadata'];
}

/** An object store in memory. Keeps the newest version of each object only. */
export interface MemoryStore extends ObjectStore {
  /** Writes without a condition, as people do in the inbox. */
  put(key: string, bytes: Uint8Array | string, options?: PutOptions): StoredObject;
  remove(key: string): void;
  /** All objects in the order of their keys. */
  objects(): readonly StoredBytes[];
}

/**
 * @param now  the time that objects are stamped with
 * @param objects  of another store, that this one begins with
 */
export function memoryStore(
  bucket: string,
  now: () => Date,
  objects: readonly StoredBytes[] = [],
): MemoryStore {
  const stored = new Map(objects.map((object) => [object.key, object]));
  let writes = objects.length;

  function put(key: string, content: Uint8Array | string, { metadata = {} }: PutOptions = {}): StoredObject {
    const object = { ...writtenObject(key, content, ++writes, now()), metadata };
    stored.set(key, object);
    return object;
  }

  function inOrder(): readonly StoredBytes[] {
    return [...stored.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  return {
    bucket,
    put,
    remove: (key) => stored.delete(key),
    objects: inOrder,
    async open(key, versionId) {
      const object = stored.get(key);
      if (!object || (versionId !== undefined && versionId !== object.versionId)) return undefined;
      return { ...object, source: memorySource(object.bytes) };
    },
    read: async (key) => stored.get(key),
    async *list(prefix) {
      for (const object of inOrder()) if (object.key.startsWith(prefix)) yield object;
    },
    async top() {
      const all = inOrder();
      const folders = all.flatMap(({ key }) => (key.includes('/') ? key.slice(0, key.indexOf('/') + 1) : []));
      return { objects: all.filter(({ key }) => !key.includes('/')), folders: [...new Set(folders)] };
    },
    async create(key, bytes) {
      if (stored.has(key)) return 'exists';
      put(key, bytes);
      return 'created';
    },
    async createFrom(key, pieces) {
      const bytes = Buffer.concat(await Array.fromAsync(pieces));
      if (stored.has(key)) return 'exists';
      put(key, bytes);
      return 'created';
    },
    async replace(key, etag, bytes) {
      if (stored.get(key)?.etag !== etag) return 'conflict';
      put(key, bytes);
      return 'replaced';
    },
  };
}

/** @param write  its number, which tells versions apart that have the same content */
function writtenObject(
  key: string,
  content: Uint8Array | string,
  write: number,
  lastModified: Date,
): StoredBytes {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    key,
    versionId: `v${write}`,
    etag: `"${createHash('md5').update(bytes).digest('hex')}-${write}"`,
    sizeBytes: bytes.byteLength,
    lastModified,
    metadata: {},
    bytes,
  };
}
