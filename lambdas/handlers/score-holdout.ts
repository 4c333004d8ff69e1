import { buildServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { scoreHoldout } from '../pipeline/score-holdout.ts';

/** Called by AWS: for every holdout set that people upload. */
export const handler = forEachS3Object(() => buildServices(process.env), scoreHoldout);
