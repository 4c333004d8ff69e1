import { buildServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { receiveReference } from '../pipeline/receive-reference.ts';

/** Called by AWS: for every reference or contract that people upload. */
export const handler = forEachS3Object(() => buildServices(process.env), receiveReference);
