import { bySchedule } from '../aws/at-scheduled-time.ts';
import { buildServices } from '../aws/build-services.ts';
import { weeklyDigest } from '../pipeline/weekly-digest.ts';

/** Called by AWS: once a week, by a schedule that says of which week. */
export const handler = bySchedule('weekly-digest', () => buildServices(process.env), weeklyDigest);
