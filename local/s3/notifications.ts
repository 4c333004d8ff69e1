import { randomUUID } from 'node:crypto';
import { region } from '../account.ts';
import type { Bucket, ObjectVersion } from './buckets.ts';

/** One line of a bucket's notification configuration. */
export interface Notification {
  readonly id: string;
  readonly queueArn: string;
  /** `s3:ObjectCreated:*`, `s3:ObjectCreated:Put`, … */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  send(body: string): void;
}

/** What happened to an object, without the leading `s3:`. */
export type EventName = 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload';

export interface ObjectEvent {
  readonly name: EventName;
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  readonly time: Date;
  /** ARN of who did it. */
  readonly by: string;
}

/** Sends an event to every notification whose event names, prefix and suffix it meets. */
export function notify(notifications: readonly Notification[], event: ObjectEvent): void {
  for (const notification of notifications) {
    if (!wants(notification, event)) continue;
    notification.send(JSON.stringify({ Records: [eventRecord(notification.id, event)] }));
  }
}

/** What S3 sends to each destination when a notification configuration is applied; it has no `Records`. */
export function testEvent(bucket: Bucket, time: Date): string {
  return JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: time.toISOString(),
    Bucket: bucket.name,
    RequestId: randomUUID(),
    HostId: 'local',
  });
}

/** A key as S3 writes it into events: percent-encoded, `+` for space, slashes left alone. */
export function encodeEventKey(key: string): string {
  const encoded = encodeURIComponent(key).replace(
    /[!'()~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.replaceAll('%20', '+').replaceAll('%2F', '/');
}

function wants({ events, prefix, suffix }: Notification, { name, version: { key } }: ObjectEvent): boolean {
  const named = events.includes(`s3:${name}`) || events.includes('s3:ObjectCreated:*');
  return named && key.startsWith(prefix) && key.endsWith(suffix);
}

let sequence = 0;

function eventRecord(configurationId: string, { name, bucket, version, time, by }: ObjectEvent) {
  sequence += 1;
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: time.toISOString(),
    eventName: name,
    userIdentity: { principalId: by },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': 'local' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: { name: bucket.name, ownerIdentity: { principalId: 'local' }, arn: bucket.arn },
      object: {
        key: encodeEventKey(version.key),
        size: version.size,
        eTag: version.etag,
        versionId: version.versionId,
        sequencer: sequence.toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
}
