import * as z from 'zod';
import type {
  AuditRequest,
  ExpectedSubscription,
  TopicName,
} from '../../../lambdas/core/audit/audit-schema.ts';
import type { FoundAnnouncement } from '../../../lambdas/core/audit/stack-problems.ts';
import type { DeployedStack } from './deployed-stack.ts';

export type BucketName = 'inbox' | 'results';

export interface ExpectedSchedule {
  /** What people call what it starts: `weekly-digest`. */
  readonly name: string;
  /** By which the Scheduler knows it. */
  readonly scheduleName: string;
  /** `rate(15 minutes)`, `cron(35 5 * * ? *)`. */
  readonly expression: string;
}

export interface ExpectedQueue {
  readonly url: string;
  /** Whose it is: `validate-batch`, `alerts undelivered pager`. */
  readonly label: string;
  /** Nothing reads it: what is in it was given up. */
  readonly isDeadLetters: boolean;
}

/** What a stack says that there is. */
export interface Expected {
  readonly announcements: Readonly<Record<BucketName, readonly FoundAnnouncement[]>>;
  readonly subscriptions: AuditRequest['expected'];
  readonly schedules: readonly ExpectedSchedule[];
  readonly queues: readonly ExpectedQueue[];
}

/** Reads a template as it was deployed, and what its parts are called. */
export function expectedOf(stack: DeployedStack): Expected {
  const { template, physicalIds, outputs } = stack;
  const all = (type: string) =>
    Object.entries(template).flatMap(([id, { Type, Properties }]) =>
      Type === type ? [{ id, physicalId: physicalIds[id] ?? '', properties: Properties }] : [],
    );
  const announcedBy = (bucket: string | undefined) =>
    all('Custom::S3BucketNotifications')
      .map(({ properties }) => notificationsSchema.parse(properties))
      .filter(({ BucketName }) => resolved(BucketName, stack) === bucket)
      .flatMap(({ NotificationConfiguration: { QueueConfigurations } }) =>
        QueueConfigurations.map(({ QueueArn, Filter }) => ({
          ...keysOf(Filter),
          queue: nameIn(resolved(QueueArn, stack)),
        })),
      );
  return {
    announcements: {
      inbox: announcedBy(outputs.InboxBucketName),
      results: announcedBy(outputs.ResultsBucketName),
    },
    subscriptions: subscriptionsOf(stack, all),
    schedules: all('AWS::Scheduler::Schedule').map(({ id, physicalId, properties }) => ({
      name: wordsOf(id.replace(/Schedule[0-9A-F]{8}$/, '')),
      scheduleName: physicalId.slice(physicalId.lastIndexOf('/') + 1),
      expression: String(properties.ScheduleExpression),
    })),
    queues: all('AWS::SQS::Queue').map(({ id, physicalId, properties }) => ({
      url: physicalId,
      label: wordsOf(id.replace(/(?:Queue)?[0-9A-F]{8}$/, '').replace(/DeadLetters$/, '')),
      isDeadLetters: properties.RedrivePolicy === undefined,
    })),
  };
}

type All = (type: string) => readonly { readonly properties: Readonly<Record<string, unknown>> }[];

/** Slack's channel subscribes by way of Amazon Q, to each of its topics. */
const chatEndpoint = 'https://global.sns-api.chatbot.amazonaws.com';

function subscriptionsOf(stack: DeployedStack, all: All): AuditRequest['expected'] {
  const declared = all('AWS::SNS::Subscription').map(({ properties }) => {
    const { Protocol: protocol, Endpoint, TopicArn } = subscriptionSchema.parse(properties);
    const endpoint = resolved(Endpoint, stack);
    const label = protocol === 'sqs' || protocol === 'lambda' ? nameIn(endpoint) : endpoint;
    return { topic: resolved(TopicArn, stack), protocol, endpoint, label };
  });
  const channels = all('AWS::Chatbot::SlackChannelConfiguration').flatMap(({ properties }) =>
    slackSchema.parse(properties).SnsTopicArns.map((topic) => ({
      topic: resolved(topic, stack),
      ...{ protocol: 'https', endpoint: chatEndpoint, label: 'Slack, by way of Amazon Q' },
    })),
  );
  const of = (arn: string | undefined): ExpectedSubscription[] =>
    [...declared, ...channels].flatMap(({ topic, ...one }) => (topic === arn ? [one] : []));
  const arns = topicArns(stack);
  return { alerts: of(arns.alerts), chat: of(arns.chat), ops: of(arns.ops) };
}

export function topicArns({ outputs }: DeployedStack): Readonly<Record<TopicName, string>> {
  const { AlertsTopicArn: alerts = '', ChatTopicArn: chat = '', OpsTopicArn: ops = '' } = outputs;
  return { alerts, chat, ops };
}

const filterSchema = z.object({
  Key: z.object({ FilterRules: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
});

const notificationsSchema = z.object({
  BucketName: z.unknown(),
  NotificationConfiguration: z.object({
    QueueConfigurations: z
      .array(z.object({ QueueArn: z.unknown(), Filter: filterSchema.optional() }))
      .default([]),
  }),
});

const subscriptionSchema = z.object({ Protocol: z.string(), Endpoint: z.unknown(), TopicArn: z.unknown() });
const slackSchema = z.object({ SnsTopicArns: z.array(z.unknown()) });

/** What a filter of a notification lets through. S3 writes the names of its rules with a capital. */
function keysOf(filter: z.infer<typeof filterSchema> | undefined): Omit<FoundAnnouncement, 'queue'> {
  const rule = (name: string) =>
    filter?.Key.FilterRules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
  return { prefix: rule('prefix'), suffix: rule('suffix') };
}

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => ({ id: Ref, isArn: false })),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
    .transform((get) => ({ id: get['Fn::GetAtt'][0], isArn: true })),
]);

/** A text, or what a reference to a resource stands for: its physical id, or the ARN of a queue. */
function resolved(value: unknown, { physicalIds, partition, region, account }: DeployedStack): string {
  const found = reference.safeParse(value);
  if (!found.success) return typeof value === 'string' ? value : '';
  const physicalId = physicalIds[found.data.id] ?? '';
  return found.data.isArn ? `arn:${partition}:sqs:${region}:${account}:${nameIn(physicalId)}` : physicalId;
}

/** The name of a queue or function, of its ARN or URL. */
function nameIn(text: string): string {
  return text.slice(Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')) + 1);
}

/** `ValidateBatch` → `validate-batch`. */
function wordsOf(id: string): string {
  return id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
