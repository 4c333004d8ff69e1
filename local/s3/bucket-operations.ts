import { region } from '../account.ts';
import { escapeXml, type XmlChildren } from '../xml.ts';
import type { Notification } from './notifications.ts';
import { type BucketOperation, demandOnBucket, s3Namespace, xmlHeaders, xmlReply } from './operation.ts';

/** HeadBucket, GetBucketLocation, GetBucketVersioning, GetBucketNotificationConfiguration: what clients ask about a bucket before they use it. */
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
  {
    method: 'GET',
    requires: ['notification'],
    run: (call) => {
      demandOnBucket(call, 's3:GetBucketNotification');
      const found = call.state.notifications.get(call.bucket.name) ?? [];
      return xmlReply('NotificationConfiguration', { QueueConfiguration: found.map(configuration) });
    },
  },
];

function configuration({ id, queueArn, events, prefix, suffix }: Notification): XmlChildren {
  const rules = Object.entries({ Prefix: prefix, Suffix: suffix }).filter(([, Value]) => Value !== '');
  return {
    ...{ Id: id, Queue: queueArn, Event: events },
    Filter: { S3Key: { FilterRule: rules.map(([Name, Value]) => ({ Name, Value })) } },
  };
}
