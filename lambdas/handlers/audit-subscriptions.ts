import { bySchedule } from '../aws/at-scheduled-time.ts';
import { buildAuditServices } from '../aws/build-services.ts';
import { auditSubscriptions } from '../pipeline/audit-subscriptions.ts';

/** Called by AWS: every day, by a schedule that says who should be subscribed to what. */
export const handler = bySchedule(
  'audit-subscriptions',
  () => buildAuditServices(process.env),
  auditSubscriptions,
);
