import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Bucket, EventType, type NotificationKeyFilter } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SettingName } from '../../lambdas/settings.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { FunctionName } from '../function-names.ts';
import { access, bucketStatements } from './access.ts';
import { acknowledgeKeyPatterns } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import type { Buckets } from './buckets.ts';
import { bundledFunction } from './bundled-function.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { logGroup } from './log-group.ts';
import type { Topics } from './topics.ts';

/** Objects that start a step: which keys of which bucket. */
export interface Trigger {
  readonly bucket: Bucket;
  readonly keys: NotificationKeyFilter;
}

export interface StepProps {
  readonly name: FunctionName;
  readonly environment: MonitorEnvironment;
  readonly buckets: Buckets;
  readonly topics: Topics;
  readonly triggers: readonly Trigger[];
  readonly variables: Readonly<Partial<Record<SettingName, string>>>;
  /** What it means for people when the step does not do its work, in one sentence. */
  readonly impact: string;
}

/** Twice the longest run of a function: an object that waits so long is being retried, or there are too many. */
const waitingTooLong = Duration.minutes(30);

/** A step on the way of the data: announced objects wait in a queue for a function. */
export class Step extends Construct {
  constructor(scope: Construct, id: string, props: StepProps) {
    super(scope, id);
    const { name, environment, impact } = props;
    const { ops } = props.topics;
    const size = environment.functions[name];
    const deadLetters = deadLetterQueue(this, 'DeadLetters', ops, {
      title: `${name}: dead letters`,
      impact,
      runbook: 'dead-letters',
    });
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * size.timeoutSeconds),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    announce(props.triggers, queue);
    const log = logGroup(this, environment);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    log.grantWrite(role);
    permit(role, props);
    const run = bundledFunction(this, { name, size, role, log, variables: props.variables });
    queue.grantConsumeMessages(role);
    run.addEventSourceMapping('Trigger', {
      eventSourceArn: queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: size.maxConcurrency,
    });
    raiseAlarms(this, queue, run, props);
  }
}

function announce(triggers: readonly Trigger[], queue: Queue): void {
  for (const { bucket, keys } of triggers)
    bucket.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), keys);
}

/** Besides the alarm on dead letters: what tells of trouble before a message is given up. */
function raiseAlarms(step: Step, queue: Queue, run: IFunction, { name, topics, impact }: StepProps): void {
  const period = Duration.minutes(5);
  alarm(step, 'WaitingTooLong', topics.ops, {
    title: `${name}: waiting too long`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
    threshold: waitingTooLong.toSeconds(),
    impact,
    runbook: 'waiting-too-long',
  });
  alarm(step, 'Crashes', topics.ops, {
    title: `${name}: crashes`,
    metric: run.metricErrors({ period }),
    threshold: 0,
    impact: `if it persists, ${impact}`,
    runbook: 'crashes',
  });
  alarm(step, 'Throttles', topics.ops, {
    title: `${name}: throttles`,
    metric: run.metricThrottles({ period }),
    threshold: 0,
    impact: `if it persists, ${impact}`,
    runbook: 'throttles',
  });
}

/** Gives the role what the table of accesses says. */
function permit(role: Role, { name, buckets, topics }: StepProps): void {
  const { inbox, results, publishes } = access[name];
  const policy = new Policy(role, 'Access', { roles: [role] });
  const reason =
    'Keys are named by model and batch, unknown at deployment; the prefix is the narrowest thing that can be said.';
  if (inbox !== undefined) {
    policy.addStatements(...bucketStatements(buckets.inbox, inbox, { versions: true }));
    acknowledgeKeyPatterns(policy, buckets.inbox, inbox.read, reason);
  }
  policy.addStatements(...bucketStatements(buckets.results, results, { versions: false }));
  acknowledgeKeyPatterns(policy, buckets.results, new Set([...results.read, ...results.write]), reason);
  if (publishes)
    policy.addStatements(
      new PolicyStatement({
        actions: ['sns:Publish'],
        resources: [topics.alerts.topicArn, topics.chat.topicArn],
      }),
    );
}
