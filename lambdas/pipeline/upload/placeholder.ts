import { closesBatch, type ObjectVersion } from '../../keys.ts';
import type { Services } from '../ports.ts';

/** Writers that make an empty object first put the file in its place as soon as it is written. */
const waitMs = 5_000;

/**
 * Whether an announced object is empty and only held the place of a file: another version has its key by now. One that has just come
 * is given a few seconds.
 */
export async function isPlaceholder(
  { key, versionId }: ObjectVersion,
  { inbox, now, wait }: Services,
): Promise<boolean> {
  if (closesBatch(key)) return false;
  const announced = await inbox.open(key, versionId);
  if (announced?.sizeBytes !== 0) return false;
  if (now().getTime() - announced.lastModified.getTime() < waitMs) await wait(waitMs);
  const newest = await inbox.open(key);
  return newest !== undefined && newest.versionId !== announced.versionId;
}
