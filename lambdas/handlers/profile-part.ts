import { buildServices } from '../aws/build-services.ts';
import { forTask } from '../aws/for-task.ts';
import { profilePart } from '../pipeline/profile-part.ts';

/** Called by Step Functions: for a part of a batch. */
export const handler = forTask(() => buildServices(process.env), profilePart);
