import * as z from 'zod';
import { composeUnrecognisedUploadAlert } from '../../core/alert/upload/compose-stray-alerts.ts';
import { noModel, type ObjectVersion, objectId, resultsKeys } from '../../keys.ts';
import { encodeJson } from '../json-artefact.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';

/** `strays/<day>/<id>.json`: an upload that nothing was done with. */
export const strayUploadSchema = z.object({
  schemaVersion: z.literal(1),
  /** In the inbox; never trusted. */
  key: z.string(),
});

/**
 * Tells people of an upload whose key names no model: nothing could be done with it. The first of a day is told at once, by its name
 * there is one alert; all are noted down, and those after it are told together (`watch-uploads.ts`).
 */
export async function reportUnrecognisedUpload(object: ObjectVersion, services: Services): Promise<void> {
  const { environment, results, now } = services;
  const day = dayOf(now());
  const stray: z.infer<typeof strayUploadSchema> = { schemaVersion: 1, key: object.key };
  const options = { contentType: 'application/json' };
  await results.create(resultsKeys.stray(day, objectId(object)), encodeJson(stray), options);
  const alert = composeUnrecognisedUploadAlert({
    id: `unrecognised-${day}`,
    environment,
    model: noModel,
    createdAt: now().toISOString(),
    inboxBucket: object.bucket,
    key: object.key,
  });
  await storeAlert(alert, services);
}

/** 2026-11-20, by UTC. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
