import type * as z from 'zod';
import { ArtefactError, decodeJson } from './json-artefact.ts';
import type { ReadingServices } from './ports.ts';

/**
 * One of many objects that a page is built from. One that is gone, or does not read as what it should be, must not keep the
 * page from the others: the log tells of it.
 */
export async function readOrWarn<Schema extends z.ZodType>(
  schema: Schema,
  key: string,
  { results, log }: ReadingServices,
): Promise<z.infer<Schema> | undefined> {
  const stored = await results.read(key);
  if (!stored) return undefined;
  try {
    return decodeJson(schema, key, stored.bytes);
  } catch (error) {
    if (!(error instanceof ArtefactError)) throw error;
    log.warn('object-unreadable', { key, reason: error.message });
    return undefined;
  }
}
