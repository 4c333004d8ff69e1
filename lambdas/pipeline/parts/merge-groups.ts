import { resultsKeys } from '../../keys.ts';
import type { Services } from '../ports.ts';
import { groupItemSchema, type PlannedGroup, readItems, readParts } from './items.ts';
import { joinParts, type Parts, readPartsAt, storeParts } from './part-artefact.ts';
import type { PlannedBatch } from './plan-artefact.ts';

/** What is to be merged, in order. */
interface Due extends Pick<Parts, 'start' | 'end' | 'etag'> {
  readonly key: string;
}

/**
 * Merges the parts of a group in their order, two in memory at once. Safe to repeat.
 *
 * @throws Error when one is missing or of another upload
 */
export async function mergeGroup(
  planned: PlannedBatch,
  { g, start, end }: PlannedGroup,
  services: Services,
): Promise<void> {
  const { model, batchId } = planned;
  const parts = await readParts(planned, services);
  const due = parts.slice(start, end).map(({ i, etag }): Due => {
    return { key: resultsKeys.part(model, batchId, i), start: i, end: i + 1, etag };
  });
  const merged = await mergeInOrder(due, services);
  await storeParts(resultsKeys.mergedParts(model, batchId, g), merged, services);
}

/** All parts of a batch, from their groups. @throws Error unless exactly those that were planned are there */
export async function mergeGroups(planned: PlannedBatch, services: Services): Promise<Parts> {
  const { model, batchId } = planned;
  const parts = await readParts(planned, services);
  const groupsKey = resultsKeys.planned(model, batchId, 'groups');
  const groups = await readItems(groupItemSchema, groupsKey, services);
  const etag = parts[0]?.etag ?? '';
  const due = groups.map(({ g, start, end }): Due => {
    return { key: resultsKeys.mergedParts(model, batchId, g), start, end, etag };
  });
  const merged = await mergeInOrder(due, services);
  if (merged.start !== 0 || merged.end !== parts.length)
    throw new Error(`${batchId} has ${parts.length} parts, found ${merged.start} to ${merged.end}`);
  return merged;
}

async function mergeInOrder(due: readonly Due[], services: Services): Promise<Parts> {
  let merged: Parts | undefined;
  for (const { key, ...one } of due) {
    const next = await readPartsAt(key, one, services);
    if (merged && merged.end !== next.start) throw new Error(`${key} does not follow part ${merged.end - 1}`);
    merged = merged ? joinParts(merged, next) : next;
  }
  if (!merged) throw new Error('there is nothing to be merged');
  return merged;
}
