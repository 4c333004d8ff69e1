import { buildServices } from '../aws/build-services.ts';
import { forEachS3Object } from '../aws/for-each-s3-object.ts';
import { joinLabels } from '../pipeline/join-labels.ts';

/** Called by AWS: for every label file that people upload. */
export const handler = forEachS3Object(() => buildServices(process.env), joinLabels);
