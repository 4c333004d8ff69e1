import { buildServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { readEnvironment } from '../pipeline/read-environment.ts';

/** Called by AWS: for every lock file that people upload. */
export const handler = forEachS3Object(() => buildServices(process.env), readEnvironment);
