import type { ObjectStore, WriteOptions } from './ports.ts';

/**
 * Compare-and-swap: writes an object only if nobody did since it was read.
 *
 * @param etag  of what was read; undefined where there was nothing
 * @returns false when somebody was faster: read again, and decide again
 */
export async function swap(
  results: ObjectStore,
  key: string,
  etag: string | undefined,
  bytes: Uint8Array,
  options?: WriteOptions,
): Promise<boolean> {
  if (etag === undefined) return (await results.create(key, bytes, options)) === 'created';
  return (await results.replace(key, etag, bytes, options)) === 'replaced';
}
