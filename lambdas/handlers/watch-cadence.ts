import { atScheduledTime } from '../aws/at-scheduled-time.ts';
import { buildServices } from '../aws/build-services.ts';
import { watchArrivals } from '../pipeline/watch-arrivals.ts';

/** Called by AWS: every few minutes, to see whose batch has not come, and what came that nothing was done with. */
export const handler = atScheduledTime('watch-cadence', () => buildServices(process.env), watchArrivals);
