import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ContextAttribute,
  Schedule,
  type ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ScheduledName } from '../function-names.ts';
import { acknowledge } from './acknowledge.ts';
import { bundledFunction } from './bundled-function.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { scheduledStepAlarms } from './scheduled-step-alarms.ts';
import type { StepParts } from './step-parts.ts';

export interface ScheduledStepProps extends StepParts {
  readonly name: ScheduledName;
  /** When it runs; a cron expression by the clock of its time zone. */
  readonly schedule: ScheduleExpression;
  /**
   * What it is handed besides the time.
   *
   * @default nothing
   */
  readonly input?: Readonly<Record<string, unknown>>;
  /** What it does and when, for the list of schedules: one sentence. */
  readonly description: string;
  /**
   * An alarm goes off when it has not run for so long: whole minutes below a day, or whole days, seven at most.
   *
   * @default nobody misses it
   */
  readonly missedAfter?: Duration;
  /** What it means for people when the step does not do its work, in one sentence. */
  readonly impact: string;
}

/**
 * A function that the clock starts. It is handed `{ "time": "2026-11-23T07:00:00Z" }`, the time that it was scheduled for.
 * EventBridge Scheduler hands the event to Lambda, which tries three times; what either gives up is a dead letter.
 */
export class ScheduledStep extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledStepProps) {
    super(scope, id);
    const { name, impact, missedAfter } = props;
    const { ops } = props.topics;
    const deadLetters = deadLetterQueue(this, 'DeadLetters', ops, {
      title: `${name}: dead letters`,
      impact,
      runbook: 'dead-letters',
    });
    acknowledge(
      deadLetters,
      'AwsSolutions-SQS3',
      'It is the dead-letter queue of a schedule and its function.',
    );
    const run = bundledFunction(this, { ...props, deadLetters });
    scheduled(this, props, run, deadLetters);
    scheduledStepAlarms(this, { name, run, ops, impact, missedAfter });
  }
}

function scheduled(
  step: ScheduledStep,
  { schedule, description, input }: ScheduledStepProps,
  run: IFunction,
  deadLetterQueue: IQueue,
): void {
  new Schedule(step, 'Schedule', {
    schedule,
    description,
    target: new LambdaInvoke(run, {
      role: schedulerRole(step, run, deadLetterQueue),
      input: ScheduleTargetInput.fromObject({ ...input, time: ContextAttribute.scheduledTime }),
      deadLetterQueue,
      // Handing over fails only when Lambda is ill or throttles: an hour of tries, not a day.
      retryAttempts: 20,
      maxEventAge: Duration.hours(1),
    }),
  });
}

/** CDK's own would let the schedule invoke every version of the function. */
function schedulerRole(step: ScheduledStep, run: IFunction, deadLetters: IQueue): IRole {
  const stack = Stack.of(step);
  const group = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: 'default',
  });
  const role = new Role(step, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group } },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [run.functionArn] }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
  return role.withoutPolicyUpdates();
}
