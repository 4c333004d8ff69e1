import { buildServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { validateBatch } from '../pipeline/validate-batch.ts';

/** Called by AWS: for every batch that people upload. */
export const handler = forEachS3Object(() => buildServices(process.env), validateBatch);
