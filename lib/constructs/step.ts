import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { EventType } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type StepEntry, sizeIn } from '../function-entry.ts';
import { alarm } from './alarm.ts';
import { type BundledFunctionProps, bundledFunction, type FunctionParts } from './bundled-function.ts';
import { deadLettersOf } from './dead-letter-queue.ts';
import { functionAlarms } from './function-alarms.ts';

export interface StepProps extends FunctionParts, Pick<BundledFunctionProps, 'variables'> {
  readonly entry: StepEntry;
}

/** Twice the longest run of a function: an object that waits so long is being retried, or there are too many. */
const waitingTooLong = Duration.minutes(30);

/** A step on the way of the data: announced objects wait in a queue for a function. */
export class Step extends Construct {
  readonly run: IFunction;

  constructor(scope: Construct, id: string, props: StepProps) {
    super(scope, id);
    const { name, impact } = props.entry;
    const { ops } = props.topics;
    const queue = stepQueue(this, props);
    const run = bundledFunction(this, props);
    queue.grantConsumeMessages(run);
    run.addEventSourceMapping('Trigger', {
      eventSourceArn: queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: sizeIn(props.environment, props.entry).maxConcurrency,
    });
    alarm(this, 'WaitingTooLong', ops, {
      title: `${name}: waiting too long`,
      metric: queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: waitingTooLong.toSeconds(),
      impact,
      runbook: 'waiting-too-long',
    });
    functionAlarms(this, { name, run, ops, impact });
    this.run = run;
  }
}

/** Where announcements wait: time for every attempt, five attempts, then the dead-letter queue. */
function stepQueue(step: Step, { entry, environment, topics, buckets }: StepProps): Queue {
  const { name, impact, startedBy } = entry;
  const deadLetters = deadLettersOf(step, { name, impact, ops: topics.ops });
  const queue = new Queue(step, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(6 * sizeIn(environment, entry).timeoutSeconds),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  for (const { bucket, ...keys } of startedBy)
    buckets[bucket].addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), keys);
  return queue;
}
