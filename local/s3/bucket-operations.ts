import { region } from '../account.ts';
import { escapeXml, xmlDocument } from '../xml.ts';
import { type BucketOperation, demandOnBucket, s3Namespace, xmlHeaders } from './operation.ts';

/** HeadBucket, GetBucketLocation, GetBucketVersioning. */
export const bucketOperations: readonly BucketOperation[] = [
  {
    method: 'HEAD',
    run: (call) => {
      demandOnBucket(call, 's3:ListBucket');
      return { status: 200, headers: { 'x-amz-bucket-region': region } };
    },
  },
  {
    method: 'GET',
    requires: ['location'],
    run: (call) => {
      demandOnBucket(call, 's3:GetBucketLocation');
      const body = `<LocationConstraint xmlns="${s3Namespace}">${escapeXml(region)}</LocationConstraint>`;
      return { status: 200, headers: xmlHeaders, body };
    },
  },
  {
    method: 'GET',
    requires: ['versioning'],
    run: (call) => {
      demandOnBucket(call, 's3:GetBucketVersioning');
      const status = { Status: call.bucket.versioned ? 'Enabled' : undefined };
      return {
        status: 200,
        headers: xmlHeaders,
        body: xmlDocument('VersioningConfiguration', status, s3Namespace),
      };
    },
  },
];
