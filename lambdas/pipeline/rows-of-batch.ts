import type { ProfiledRows } from '../core/profile/comparison.ts';
import { resultsKeys } from '../keys.ts';
import { ArtefactError, decodeCompressedJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { profiledBatchSchema } from './profiled-batch.ts';

/** Contracts of the batches before count for nothing: those behind a window of 90 need not be read. */
const rowsSchema = profiledBatchSchema.pick({ schemaVersion: true, profile: true, validation: true });

/**
 * What was counted of the rows of an accepted batch.
 *
 * @returns undefined where it is gone, or does not read as one: it must not keep others from being compared
 */
export async function readRows(
  model: string,
  batchId: string,
  { results, log }: Services,
): Promise<ProfiledRows | undefined> {
  const key = resultsKeys.profiledBatch(model, batchId);
  const stored = await results.read(key);
  if (!stored) return undefined;
  try {
    const { profile, validation } = await decodeCompressedJson(rowsSchema, key, stored.bytes);
    return profile && { profile, violations: validation.violations };
  } catch (error) {
    if (!(error instanceof ArtefactError)) throw error;
    log.warn('object-unreadable', { key, reason: error.message });
    return undefined;
  }
}

/** Profiles that an older Plumbline made on the same reference may hold other things than those of this one. */
export function mergeOrWarn<T>(run: () => T, { log }: Services): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    log.warn('profiles-not-alike', { reason: error.message });
    return undefined;
  }
}
