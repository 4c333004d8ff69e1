import { buildServices } from '../aws/build-services.ts';
import { forTask } from '../aws/for-task.ts';
import { countPart } from '../pipeline/count-part.ts';

/** Called by Step Functions: for a stretch of a batch that is read in parts. */
export const handler = forTask(() => buildServices(process.env), countPart);
