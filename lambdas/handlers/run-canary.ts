import { atScheduledTime } from '../aws/at-scheduled-time.ts';
import { buildCanaryServices } from '../aws/build-services.ts';
import { runCanary } from '../pipeline/run-canary.ts';

/** Called by AWS: every hour, to see whether a batch that is known came to its verdict, and to send the next. */
export const handler = atScheduledTime('run-canary', () => buildCanaryServices(process.env), runCanary);
