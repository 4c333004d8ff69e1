import type { Checked } from './check-batch.ts';
import type { Services } from './ports.ts';
import { type ProfiledBatch, storeJudgement } from './profiled-batch.ts';
import { waitForMissing } from './replay/waiting-batches.ts';
import type { BatchUpload } from './upload/batch-upload.ts';
import { versionsOf } from './upload/environment-facts.ts';

/** Which upload is judged, and under which id. */
export interface JudgedUpload {
  readonly model: string;
  readonly id: string;
  readonly key: string;
  readonly versionId: string;
  /** Id of the judgement that this one takes the place of. */
  readonly revises?: string | undefined;
}

/** The judgement of an upload. @param upload  undefined where it is gone */
export function profiledUpload(
  { model, id, key, versionId, revises }: JudgedUpload,
  upload: Pick<BatchUpload, 'lastModified' | 'sizeBytes' | 'metadata'> | undefined,
  { file, ...checked }: Checked,
  { now }: Pick<Services, 'now'>,
): ProfiledBatch {
  const facts = {
    id,
    key,
    versionId,
    bytes: upload?.sizeBytes ?? 0,
    receivedAt: (upload?.lastModified ?? now()).toISOString(),
    ...file,
    ...(upload ? versionsOf(upload) : {}),
  };
  if (revises === undefined) return { schemaVersion: 1, model, batch: facts, ...checked };
  const notes = [`judged again: what was said of it under the id ${revises} no longer holds`];
  const batch = { ...facts, revises, notes: [...notes, ...(facts.notes ?? [])] };
  return { schemaVersion: 1, model, batch, ...checked };
}

/** Stores a judgement, and lets the batch wait for what it could not be held against. Safe to repeat. */
export async function judge(profiled: ProfiledBatch, services: Services): Promise<void> {
  await storeJudgement(profiled, services);
  await waitForMissing(profiled, services);
}
