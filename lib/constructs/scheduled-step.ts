import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { KnownToClock, ScheduledEntry } from '../function-entry.ts';
import { acknowledge } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import { bundledFunction, type FunctionParts } from './bundled-function.ts';
import { deadLettersOf } from './dead-letter-queue.ts';
import { functionAlarms } from './function-alarms.ts';
import type { Topics } from './topics.ts';

/** Below a day a function is missed when so many runs in a row have not been. */
const runsBefore = 4;

export interface ScheduledStepProps extends FunctionParts {
  readonly entry: ScheduledEntry;
  readonly known: KnownToClock;
}

/**
 * A function that the clock starts. It is handed `{ "time": "2026-11-23T07:00:00Z" }`, the time that it was scheduled for.
 * EventBridge Scheduler hands the event to Lambda, which tries three times; what either gives up is a dead letter.
 */
export class ScheduledStep extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledStepProps) {
    super(scope, id);
    const { entry, environment, known, topics } = props;
    const { name, impact } = entry;
    const { ops } = topics;
    const clock = entry.clock(environment, known);
    const deadLetters = deadLettersOf(this, { name, impact, ops });
    acknowledge(
      deadLetters,
      'AwsSolutions-SQS3',
      'It is the dead-letter queue of a schedule and its function.',
    );
    const run = bundledFunction(this, { ...props, deadLetters });
    schedule(this, clock, run, deadLetters);
    functionAlarms(this, { name, run, ops, impact, onFailure: entry.onFailure });
    if (clock.missedAfter) alarmOnMissedRuns(this, entry, clock.missedAfter, run, topics);
  }
}

function schedule(
  step: ScheduledStep,
  { schedule, description, input }: ReturnType<ScheduledEntry['clock']>,
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

/**
 * What must happen sends no metric when it does not. Before the first run there is none either, so an alarm that takes silence for a
 * fault would ring with every deployment. This one never knew silence before it saw a run: what rings is that it no longer knows.
 */
function alarmOnMissedRuns(
  step: ScheduledStep,
  { name, impact }: ScheduledEntry,
  missedAfter: Duration,
  run: IFunction,
  { ops }: Topics,
): void {
  const days = missedAfter.toDays({ integral: false });
  const period = days < 1 ? Duration.minutes(missedAfter.toMinutes() / runsBefore) : Duration.days(1);
  const made = alarm(step, 'MissedRuns', ops, {
    title: `${name}: missed runs`,
    metric: run.metricInvocations({ period, statistic: 'Sum' }),
    threshold: 1,
    evaluation: {
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: days < 1 ? runsBefore : Math.ceil(days),
      treatMissingData: TreatMissingData.MISSING,
    },
    impact,
    runbook: 'missed-runs',
  });
  made.addInsufficientDataAction(new SnsAction(ops));
}
