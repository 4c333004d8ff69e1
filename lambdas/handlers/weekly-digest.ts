import { buildServices } from '../aws/build-services.ts';
import { lambdaHandler } from '../aws/lambda-handler.ts';
import { weeklyDigest } from '../pipeline/weekly-digest.ts';

/** Called by AWS: once a week, by a schedule that says of which week. */
export const handler = lambdaHandler(() => buildServices(process.env), weeklyDigest);
