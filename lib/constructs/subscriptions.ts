import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  BackoffFunction,
  type DeliveryPolicy,
  type ITopicSubscription,
  SubscriptionFilter,
  type Topic,
} from 'aws-cdk-lib/aws-sns';
import {
  EmailSubscription,
  LambdaSubscription,
  SqsSubscription,
  UrlSubscription,
} from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { pascalCase } from '../pascal-case.ts';
import { type AlertSubscriber, labelOf, severitiesFrom } from '../subscriber-schema.ts';
import { acknowledge } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';

/** A subscription as SNS lists it, and what people call the subscriber. */
export interface ListedSubscription {
  readonly protocol: AlertSubscriber['protocol'];
  readonly endpoint: string;
  readonly label: string;
}

/**
 * SNS gives a request up after an hour at the latest. Twice at once, then at growing distances: eleven times five minutes
 * is the most that it can come to.
 */
const patientDelivery: DeliveryPolicy = {
  healthyRetryPolicy: {
    numRetries: 12,
    numNoDelayRetries: 1,
    minDelayTarget: Duration.seconds(10),
    maxDelayTarget: Duration.minutes(5),
    backoffFunction: BackoffFunction.EXPONENTIAL,
  },
};

/** An alert that nobody fetched for so long tells that the program behind the queue has stopped. */
const unread = Duration.hours(1);

/** Sends the alerts that a subscriber asked for, each kept in a dead-letter queue of the subscription if it can't be delivered. */
export function subscribeToAlerts(
  alerts: Topic,
  ops: Topic,
  subscriber: AlertSubscriber,
): ListedSubscription {
  const label = labelOf(subscriber);
  const options = {
    filterPolicy: alertFilter(subscriber),
    deadLetterQueue: undelivered(alerts, ops, label, `alerts were not delivered to ${label}.`),
  };
  const add = (subscription: ITopicSubscription, endpoint: string): ListedSubscription => {
    alerts.addSubscription(subscription);
    return { protocol: subscriber.protocol, endpoint, label };
  };
  switch (subscriber.protocol) {
    case 'email':
      return add(new EmailSubscription(subscriber.address, options), subscriber.address);
    case 'https':
      return add(httpsSubscription(subscriber, options), subscriber.url);
    case 'sqs': {
      const queue = queueOf(alerts, ops, subscriber.queue, label);
      return add(new SqsSubscription(queue, { ...options, rawMessageDelivery: true }), queue.queueArn);
    }
    case 'lambda': {
      const { functionArn } = subscriber;
      const run = LambdaFunction.fromFunctionAttributes(alerts, `Function ${label}`, {
        functionArn,
        // Elsewhere its owner would have to let the topic in; here the stack does.
        sameEnvironment: true,
      });
      return add(new LambdaSubscription(run, options), functionArn);
    }
    default:
      return subscriber satisfies never;
  }
}

/** Sends every alarm to an address. */
export function emailAlarms(ops: Topic, address: string): ListedSubscription {
  ops.addSubscription(
    new EmailSubscription(address, {
      deadLetterQueue: undelivered(ops, ops, address, `alarms were not delivered to ${address}.`),
    }),
  );
  return { protocol: 'email', endpoint: address, label: address };
}

/**
 * The filter policy of a subscriber, on the attributes that every alert is published with. `kinds` holds all that an alert
 * has news of, so that a message about several problems, or the end of one, reaches whoever asked for one of them.
 */
function alertFilter({
  minimumSeverity,
  kinds,
  models,
}: AlertSubscriber): Record<string, SubscriptionFilter> {
  return {
    severity: SubscriptionFilter.stringFilter({ allowlist: severitiesFrom(minimumSeverity) }),
    ...(kinds && { kinds: SubscriptionFilter.stringFilter({ allowlist: kinds }) }),
    ...(models && { model: modelFilter(models) }),
  };
}

function modelFilter(models: readonly string[]): SubscriptionFilter {
  const prefixes = models.filter((model) => model.endsWith('*')).map((model) => model.slice(0, -1));
  const names = models.filter((model) => !model.endsWith('*'));
  return SubscriptionFilter.stringFilter({
    ...(names.length > 0 && { allowlist: names }),
    ...(prefixes.length > 0 && { matchPrefixes: prefixes }),
  });
}

function httpsSubscription(
  { url, rawDelivery }: Extract<AlertSubscriber, { protocol: 'https' }>,
  options: ConstructorParameters<typeof UrlSubscription>[1],
): UrlSubscription {
  const json = { requestPolicy: { headerContentType: 'application/json' } };
  return new UrlSubscription(url, {
    ...options,
    rawMessageDelivery: rawDelivery,
    deliveryPolicy: { ...patientDelivery, ...(rawDelivery && json) },
  });
}

function queueOf(alerts: Topic, ops: Topic, queue: string, label: string): IQueue {
  return queue === label
    ? alertQueue(alerts, ops, queue)
    : Queue.fromQueueArn(alerts, `Queue ${label}`, queue);
}

/** A queue of alerts for a program of yours, named in the outputs; what it fails with five times is set aside. */
function alertQueue(alerts: Topic, ops: Topic, name: string): Queue {
  const deadLetters = deadLetterQueue(alerts, `Dead letters of ${name}`, ops, {
    title: `queue ${name}: dead letters`,
    impact: `the program that reads the queue ${name} failed with an alert five times.`,
    runbook: 'queues-of-alerts',
  });
  const queue = new Queue(alerts, `Queue ${name}`, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.minutes(5),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  alarm(alerts, `Unread ${name}`, ops, {
    title: `queue ${name}: unread`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: unread.toSeconds(),
    impact: `nothing reads the queue ${name}, so alerts wait there unheard.`,
    runbook: 'queues-of-alerts',
  });
  new CfnOutput(Stack.of(alerts), `${pascalCase(name)}QueueUrl`, { value: queue.queueUrl });
  return queue;
}

function undelivered(topic: Topic, ops: Topic, label: string, impact: string) {
  const queue = deadLetterQueue(topic, `Undelivered ${label}`, ops, {
    title: `${topic.node.id.toLowerCase()} to ${label}: undelivered`,
    impact,
    runbook: 'undelivered-messages',
  });
  acknowledge(
    queue,
    'AwsSolutions-SQS3',
    'It is the dead-letter queue of a subscription, which the check does not look at.',
  );
  return queue;
}
