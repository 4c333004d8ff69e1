import { type Bucket, EventType, type NotificationKeyFilter } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SettingName } from '../../lambdas/settings.ts';
import type { MonitorEnvironment, StepSize } from '../environment-schema.ts';
import type { StepName } from '../function-names.ts';
import type { Buckets } from './buckets.ts';
import { bundledFunction } from './bundled-function.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { logGroup } from './log-group.ts';
import { stepAlarms } from './step-alarms.ts';
import { stepRole } from './step-role.ts';
import type { Topics } from './topics.ts';

/** Objects that start a step: which keys of which bucket. */
export interface Trigger {
  readonly bucket: Bucket;
  readonly keys: NotificationKeyFilter;
}

export interface StepProps {
  readonly name: StepName;
  readonly environment: MonitorEnvironment;
  readonly buckets: Buckets;
  readonly topics: Topics;
  readonly triggers: readonly Trigger[];
  readonly variables: Readonly<Partial<Record<SettingName, string>>>;
  /** What it means for people when the step does not do its work, in one sentence. */
  readonly impact: string;
}

/** A step on the way of the data: announced objects wait in a queue for a function. */
export class Step extends Construct {
  constructor(scope: Construct, id: string, props: StepProps) {
    super(scope, id);
    const { name, environment, impact, variables } = props;
    const { ops } = props.topics;
    const size = environment.functions[name];
    const queue = stepQueue(this, props, size);
    const log = logGroup(this, environment);
    const role = stepRole(this, props);
    log.grantWrite(role);
    queue.grantConsumeMessages(role);
    const run = bundledFunction(this, { name, size, role, log, variables });
    run.addEventSourceMapping('Trigger', {
      eventSourceArn: queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: size.maxConcurrency,
    });
    stepAlarms(this, { name, queue, run, ops, impact });
  }
}

/** Where announcements wait: time for every attempt, five attempts, then the dead-letter queue. */
function stepQueue(step: Step, { name, topics, impact, triggers }: StepProps, size: StepSize): Queue {
  const deadLetters = deadLetterQueue(step, 'DeadLetters', topics.ops, {
    title: `${name}: dead letters`,
    impact,
    runbook: 'dead-letters',
  });
  const queue = new Queue(step, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(6 * size.timeoutSeconds),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  for (const { bucket, keys } of triggers)
    bucket.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), keys);
  return queue;
}
