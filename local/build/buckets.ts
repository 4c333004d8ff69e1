import { type Access, servicePrincipal } from '../access.ts';
import { account } from '../account.ts';
import { type Bucket, createBucket } from '../s3/buckets.ts';
import { type Notification, testEvent } from '../s3/notifications.ts';
import type { Queue } from '../sqs.ts';
import type { Declarations } from '../template/declarations.ts';
import { TemplateError } from '../template/intrinsics.ts';

export function buildBuckets({ buckets }: Declarations, created: Date): ReadonlyMap<string, Bucket> {
  return new Map(buckets.map(({ name }) => [name, createBucket(name, created)]));
}

interface Destinations {
  readonly access: Access;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly queues: readonly Queue[];
  readonly now: Date;
  /** Whether each queue is sent the event that tries it. */
  readonly testEvents: boolean;
}

/**
 * Applies the notification configurations: checks that S3 may send to each queue, as AWS does, and sends the test
 * event.
 */
export function applyNotifications(
  declared: Declarations,
  destinations: Destinations,
): Map<string, readonly Notification[]> {
  const byBucket = new Map<string, readonly Notification[]>();
  for (const { logicalId, properties } of declared.notifications) {
    const bucket = destinations.buckets.get(properties.BucketName);
    if (bucket === undefined) throw new TemplateError(`${logicalId}: no bucket ${properties.BucketName}`);
    const { QueueConfigurations: configurations } = properties.NotificationConfiguration;
    const added = configurations.map((configuration, index) =>
      buildNotification(configuration, `${logicalId}-${index}`, bucket, destinations),
    );
    byBucket.set(bucket.name, [...(byBucket.get(bucket.name) ?? []), ...added]);
  }
  return byBucket;
}

type Configuration =
  Declarations['notifications'][number]['properties']['NotificationConfiguration']['QueueConfigurations'][number];

function buildNotification(
  { Id, Events, QueueArn, Filter }: Configuration,
  fallbackId: string,
  bucket: Bucket,
  { access, queues, now, testEvents }: Destinations,
): Notification {
  const queue = queues.find(({ arn }) => arn === QueueArn);
  const context = { 'aws:SourceArn': bucket.arn, 'aws:SourceAccount': account };
  const request = { action: 'sqs:SendMessage', resource: QueueArn, context };
  if (queue === undefined || !access.isAllowed(servicePrincipal('s3.amazonaws.com'), request)) {
    throw new TemplateError(
      `${bucket.name}: unable to validate the destination ${QueueArn}: S3 may not send to it`,
    );
  }
  const unknown = Events.find((event) => !event.startsWith('s3:ObjectCreated:'));
  if (unknown !== undefined) throw new TemplateError(`${bucket.name}: the event ${unknown} is not known`);
  const rules = Filter?.Key.FilterRules ?? [];
  if (testEvents) queue.send(testEvent(bucket, now));
  return {
    id: Id ?? fallbackId,
    queueArn: QueueArn,
    events: Events,
    prefix: rules.find(({ Name }) => Name === 'prefix')?.Value ?? '',
    suffix: rules.find(({ Name }) => Name === 'suffix')?.Value ?? '',
    send: (body) => void queue.send(body),
  };
}
