import { setTimeout } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AuditServices, CanaryServices, SendingServices, Services } from '../pipeline/ports.ts';
import { readOpsSettings, readSettings, readTopicSettings } from '../settings.ts';
import { emfMeasure } from './emf-measure.ts';
import { jsonLog } from './json-log.ts';
import { s3Announcements } from './s3-announcements.ts';
import { s3Store } from './s3-store.ts';
import { snsPublish } from './sns-publish.ts';
import { snsSubscriptions } from './sns-subscriptions.ts';
import { sqsDepth } from './sqs-depth.ts';

/**
 * Without them a request that is never answered holds a function until its time is over. Of a body they say nothing: see `readOn`.
 * A piece of an upload is 5 MiB, at 625 Mbit/s a tenth of a second.
 */
export const timeouts = {
  connectionTimeout: 3_000,
  requestTimeout: 30_000,
  throwOnRequestTimeout: true,
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** The services of a function, from its environment. @throws SettingsError when the stack left something out */
export function buildServices(variables: Variables): Services {
  return buildCanaryServices(variables);
}

/** The same, for the function that uploads: its role lets it. @throws SettingsError when the stack left something out */
export function buildCanaryServices(variables: Variables): CanaryServices {
  const { environment, inboxBucket, resultsBucket, metrics } = readSettings(variables);
  const client = new S3Client({ requestHandler: timeouts });
  const now = () => new Date();
  const wait = (milliseconds: number) => setTimeout(milliseconds);
  return {
    environment,
    inbox: s3Store(client, inboxBucket, wait),
    results: s3Store(client, resultsBucket, wait),
    log: jsonLog(),
    measure: emfMeasure(environment, now, metrics),
    now,
    wait,
  };
}

/** The services of the function that sends. @throws SettingsError when the stack left something out */
export function buildSendingServices(variables: Variables): SendingServices {
  const { alertsTopicArn, chatTopicArn } = readTopicSettings(variables);
  const publish = snsPublish(new SNSClient({ requestHandler: timeouts }), {
    alerts: alertsTopicArn,
    chat: chatTopicArn,
  });
  return { ...buildServices(variables), publish };
}

/** The services of the function that looks after subscriptions. @throws SettingsError when the stack left something out */
export function buildAuditServices(variables: Variables): AuditServices {
  const { alertsTopicArn, chatTopicArn } = readTopicSettings(variables);
  const { opsTopicArn } = readOpsSettings(variables);
  const client = new SNSClient({ requestHandler: timeouts });
  const topics = { alerts: alertsTopicArn, chat: chatTopicArn, ops: opsTopicArn };
  // Of the address of a queue only account and name count.
  const sqs = new SQSClient({ requestHandler: timeouts, useQueueUrlAsEndpoint: false });
  const account = opsTopicArn.split(':')[4];
  return {
    ...buildServices(variables),
    listAnnouncements: s3Announcements(new S3Client({ requestHandler: timeouts })),
    queueDepth: (name) => sqsDepth(sqs, `https://queue/${account}/${name}`),
    listSubscriptions: snsSubscriptions(client, topics),
    publish: snsPublish(client, { ops: opsTopicArn }),
  };
}
