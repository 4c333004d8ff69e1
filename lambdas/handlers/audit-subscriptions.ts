import { buildAuditServices } from '../aws/build-services.ts';
import { lambdaHandler } from '../aws/lambda-handler.ts';
import { auditSubscriptions } from '../pipeline/audit-subscriptions.ts';

/** Called by AWS: every day, by a schedule that says who should be subscribed to what. */
export const handler = lambdaHandler(() => buildAuditServices(process.env), auditSubscriptions);
