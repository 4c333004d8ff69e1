import { buildAuditServices } from '../aws/build-services.ts';
import { auditSubscriptions } from '../pipeline/audit-subscriptions.ts';
import type { AuditServices } from '../pipeline/ports.ts';

/** Once, on cold start. */
let services: AuditServices | undefined;

/** Called by AWS: every day, by a schedule that says who should be subscribed to what. */
export async function handler(event: unknown): Promise<void> {
  services ??= buildAuditServices(process.env);
  await auditSubscriptions(event, services);
}
