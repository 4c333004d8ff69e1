import { atScheduledTime } from '../aws/at-scheduled-time.ts';
import { buildServices } from '../aws/build-services.ts';
import { closeWindows } from '../pipeline/close-windows.ts';

/** Called by AWS: every few minutes, to make batches of the windows that are over. */
export const handler = atScheduledTime('close-windows', () => buildServices(process.env), closeWindows);
