import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { pascalCase } from '../function-names.ts';
import { alarm } from './alarm.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';

/** An alert that nobody fetched for so long tells that the program behind the queue has stopped. */
const unread = Duration.hours(1);

/** A queue of alerts for a program of yours, named in the outputs; what it fails with five times is set aside. */
export function alertQueue(alerts: Topic, ops: Topic, name: string): Queue {
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
