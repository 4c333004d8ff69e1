import { buildBatchServices } from '../aws/build-batch-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { receiveBatch } from '../pipeline/receive-batch.ts';

/** Called by AWS: for every batch that people upload, and every one that is to be judged again. */
export const handler = forEachS3Object(() => buildBatchServices(process.env), receiveBatch);
