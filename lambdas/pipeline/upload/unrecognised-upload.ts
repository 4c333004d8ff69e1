import { composeUnrecognisedUploadAlert } from '../../core/alert/compose-upload-alerts.ts';
import { noModel, type ObjectVersion, objectId } from '../../keys.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';

/** Tells people of an upload whose key names no model: nothing could be done with it. */
export async function reportUnrecognisedUpload(object: ObjectVersion, services: Services): Promise<void> {
  const alert = composeUnrecognisedUploadAlert({
    id: objectId(object),
    environment: services.environment,
    model: noModel,
    createdAt: services.now().toISOString(),
    inboxBucket: object.bucket,
    key: object.key,
  });
  await storeAlert(alert, services);
}
