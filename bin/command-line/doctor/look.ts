import type { S3Client } from '@aws-sdk/client-s3';
import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { s3Announcements } from '../../../lambdas/aws/s3-announcements.ts';
import { s3Store } from '../../../lambdas/aws/s3-store.ts';
import { sqsDepth } from '../../../lambdas/aws/sqs-depth.ts';
import {
  type FoundSubscription,
  type TopicName,
  topicNames,
} from '../../../lambdas/core/audit/audit-schema.ts';
import type { FoundAnnouncement } from '../../../lambdas/core/audit/stack-problems.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { inTurns } from '../../../lambdas/pipeline/in-turns.ts';
import type { ReadableStore } from '../../../lambdas/pipeline/ports.ts';
import type { DeployedStack } from './deployed-stack.ts';
import { type BucketName, type Expected, topicArns } from './expected.ts';

export interface Clients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly scheduler: SchedulerClient;
}

/** What was seen, or why it could not be. */
export type Looked<Seen> = { readonly seen: Seen } | { readonly failure: string };

/** A subscription as SNS has it, with what it lets through. */
export interface SeenSubscription extends FoundSubscription {
  /** By attribute; undefined lets all through. */
  readonly filter: Readonly<Record<string, readonly unknown[]>> | undefined;
}

export interface SeenSchedule {
  readonly name: string;
  readonly expression: string;
  readonly isEnabled: boolean;
  /** When it ended well last, as far as it is known. */
  readonly lastRun: Date | undefined;
}

export interface SeenQueue {
  readonly label: string;
  readonly isDeadLetters: boolean;
  /** Messages in it, those under way too. */
  readonly depth: number;
}

/** What there is, beside what is expected. */
export interface Seen {
  readonly announcements: Readonly<Record<BucketName, Looked<readonly FoundAnnouncement[]>>>;
  readonly subscriptions: Readonly<Record<TopicName, Looked<readonly SeenSubscription[]>>>;
  readonly schedules: readonly Looked<SeenSchedule>[];
  readonly queues: readonly Looked<SeenQueue>[];
}

/** Calls under way at once. */
const atOnce = 8;

/** Looks at everything that a stack expects. What can't be looked at keeps nothing else from being. */
export async function look(stack: DeployedStack, expected: Expected, clients: Clients): Promise<Seen> {
  const { InboxBucketName = '', ResultsBucketName = '' } = stack.outputs;
  const arns = topicArns(stack);
  const [alerts, chat, ops] = await inTurns(topicNames, atOnce, (topic) =>
    looked(() => subscriptionsTo(arns[topic], clients.sns)),
  );
  const none = { seen: [] };
  return {
    announcements: {
      inbox: await looked(() => s3Announcements(clients.s3)(InboxBucketName)),
      results: await looked(() => s3Announcements(clients.s3)(ResultsBucketName)),
    },
    subscriptions: { alerts: alerts ?? none, chat: chat ?? none, ops: ops ?? none },
    schedules: await inTurns(expected.schedules, atOnce, (one) =>
      looked(() => scheduleOf(one, resultsStore(stack, clients.s3), clients.scheduler)),
    ),
    queues: await inTurns(expected.queues, atOnce, ({ url, ...queue }) =>
      looked(async () => ({ ...queue, depth: await sqsDepth(clients.sqs, url) })),
    ),
  };
}

/** Where Plumbline writes, to be read. */
export function resultsStore({ outputs }: DeployedStack, s3: S3Client): ReadableStore {
  return s3Store(s3, outputs.ResultsBucketName ?? '', async () => {});
}

export async function looked<Value>(ask: () => Promise<Value>): Promise<Looked<Value>> {
  try {
    return { seen: await ask() };
  } catch (error) {
    return { failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

const pending = 'PendingConfirmation';

async function subscriptionsTo(TopicArn: string, sns: SNSClient): Promise<readonly SeenSubscription[]> {
  const found: SeenSubscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    for (const {
      Protocol: protocol = '',
      Endpoint: endpoint = '',
      SubscriptionArn = '',
    } of page.Subscriptions ?? []) {
      const isPending = SubscriptionArn === pending;
      const filter = isPending ? undefined : await filterOf(SubscriptionArn, sns);
      if (SubscriptionArn !== 'Deleted') found.push({ protocol, endpoint, isPending, filter });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

const filterSchema = z.record(z.string(), z.array(z.unknown()));

async function filterOf(SubscriptionArn: string, sns: SNSClient): Promise<SeenSubscription['filter']> {
  if (SubscriptionArn === 'Deleted') return undefined;
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const text = Attributes?.FilterPolicy;
  return text === undefined ? undefined : filterSchema.parse(JSON.parse(text));
}

async function scheduleOf(
  { name, scheduleName, expression }: Expected['schedules'][number],
  results: ReadableStore,
  scheduler: SchedulerClient,
): Promise<SeenSchedule> {
  const { State } = await scheduler.send(new GetScheduleCommand({ Name: scheduleName }));
  const record = await results.open(resultsKeys.lastRun(name));
  return { name, expression, isEnabled: State !== 'DISABLED', lastRun: record?.lastModified };
}
