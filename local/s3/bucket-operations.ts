import { region } from '../account.ts';
import { escapeXml } from '../xml.ts';
import { type BucketOperation, demandOnBucket, s3Namespace, xmlHeaders, xmlReply } from './operation.ts';

/** HeadBucket, GetBucketLocation, GetBucketVersioning: what clients ask about a bucket before they use it. */
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
      return xmlReply('VersioningConfiguration', { Status: 'Enabled' });
    },
  },
];
