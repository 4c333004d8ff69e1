import { GetBucketNotificationConfigurationCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AuditServices } from '../pipeline/ports.ts';

/** What a bucket announces to queues. */
export function s3Announcements(client: S3Client): AuditServices['listAnnouncements'] {
  return async (Bucket) => {
    const { QueueConfigurations = [] } = await client.send(
      new GetBucketNotificationConfigurationCommand({ Bucket }),
    );
    return QueueConfigurations.map(({ QueueArn = '', Filter }) => {
      // S3 writes the names of rules with a capital, whatever it was sent.
      const rule = (name: string) =>
        Filter?.Key?.FilterRules?.find(({ Name = '' }) => Name.toLowerCase() === name)?.Value ?? '';
      return {
        prefix: rule('prefix'),
        suffix: rule('suffix'),
        queue: QueueArn.slice(QueueArn.lastIndexOf(':') + 1),
      };
    });
  };
}
