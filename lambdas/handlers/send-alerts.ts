import { buildSendingServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { sendAlerts } from '../pipeline/send-alerts.ts';

/** Called by AWS: for every alert in the outbox. */
export const handler = forEachS3Object(() => buildSendingServices(process.env), sendAlerts);
