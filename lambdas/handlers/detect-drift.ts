import { buildServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { detectDrift } from '../pipeline/detect-drift.ts';

/** Called by AWS: for every profiled batch. */
export const handler = forEachS3Object(() => buildServices(process.env), detectDrift);
