import { buildServices } from '../aws/build-services.ts';
import { forTask } from '../aws/for-task.ts';
import { mergeParts } from '../pipeline/merge-parts.ts';

/** Called by Step Functions: for a batch that is read in parts, before, between and behind its parts. */
export const handler = forTask(() => buildServices(process.env), mergeParts);
