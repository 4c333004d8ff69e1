import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { ObjectStore } from './ports.ts';

/** A compressed text that is written piece by piece; nothing is stored before the first piece. */
export interface CompressedObject {
  write(text: string): Promise<void>;
  /** Finishes what was begun. @returns the key; undefined where nothing was written */
  close(): Promise<string | undefined>;
}

/** The same pieces give the same object, so a retry finds it written and is content. */
export function compressedObject(results: ObjectStore, key: string, contentType: string): CompressedObject {
  let open: { readonly gzip: ReturnType<typeof createGzip>; readonly written: Promise<unknown> } | undefined;

  function begin() {
    const gzip = createGzip({ level: 6 });
    const options = { contentType, contentEncoding: 'gzip' };
    const written = results.createFrom(key, gzip, options).catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      gzip.destroy(error);
      throw error;
    });
    // Awaited in close; until then a failure must not count as unhandled.
    written.catch(() => {});
    return { gzip, written };
  }

  return {
    async write(text) {
      open ??= begin();
      if (open.gzip.destroyed) await open.written;
      const isRoomLeft = open.gzip.write(text);
      if (!isRoomLeft) await Promise.race([once(open.gzip, 'drain'), open.written]);
    },
    async close() {
      if (!open) return undefined;
      open.gzip.end();
      await open.written;
      return key;
    },
  };
}
