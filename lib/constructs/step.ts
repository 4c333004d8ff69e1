import { type Bucket, EventType, type NotificationKeyFilter } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StepName } from '../function-names.ts';
import { bundledFunction } from './bundled-function.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { stepAlarms } from './step-alarms.ts';
import type { StepParts } from './step-parts.ts';

/** Objects that start a step: which keys of which bucket. */
export interface Trigger {
  readonly bucket: Bucket;
  readonly keys: NotificationKeyFilter;
}

export interface StepProps extends StepParts {
  readonly name: StepName;
  readonly triggers: readonly Trigger[];
  /** What it means for people when the step does not do its work, in one sentence. */
  readonly impact: string;
}

/** A step on the way of the data: announced objects wait in a queue for a function. */
export class Step extends Construct {
  constructor(scope: Construct, id: string, props: StepProps) {
    super(scope, id);
    const { name, environment, impact } = props;
    const { ops } = props.topics;
    const queue = stepQueue(this, props);
    const run = bundledFunction(this, props);
    queue.grantConsumeMessages(run);
    run.addEventSourceMapping('Trigger', {
      eventSourceArn: queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: environment.functions[name].maxConcurrency,
    });
    stepAlarms(this, { name, queue, run, ops, impact });
  }
}

/** Where announcements wait: time for every attempt, five attempts, then the dead-letter queue. */
function stepQueue(step: Step, { name, environment, topics, impact, triggers }: StepProps): Queue {
  const deadLetters = deadLetterQueue(step, 'DeadLetters', topics.ops, {
    title: `${name}: dead letters`,
    impact,
    runbook: 'dead-letters',
  });
  const queue = new Queue(step, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(6 * environment.functions[name].timeoutSeconds),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  for (const { bucket, keys } of triggers)
    bucket.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), keys);
  return queue;
}
