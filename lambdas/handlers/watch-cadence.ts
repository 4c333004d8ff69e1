import { atScheduledTime } from '../aws/at-scheduled-time.ts';
import { buildServices } from '../aws/build-services.ts';
import { watchCadence } from '../pipeline/watch-cadence.ts';

/** Called by AWS: every few minutes, to see whose batch has not come. */
export const handler = atScheduledTime(() => buildServices(process.env), watchCadence);
