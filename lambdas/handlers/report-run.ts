import { buildServices } from '../aws/build-services.ts';
import { lambdaHandler } from '../aws/lambda-handler.ts';
import { reportRun } from '../pipeline/report-run.ts';

/** Called by EventBridge: for a run of a large batch that ended without a verdict. */
export const handler = lambdaHandler(() => buildServices(process.env), reportRun);
