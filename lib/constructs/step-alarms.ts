import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { StepName } from '../function-names.ts';
import { alarm } from './alarm.ts';

export interface StepAlarmsProps {
  readonly name: StepName;
  readonly queue: IQueue;
  readonly run: IFunction;
  readonly ops: ITopic;
  /** What it means for people when the step does not do its work, in one sentence. */
  readonly impact: string;
}

/** Twice the longest run of a function: an object that waits so long is being retried, or there are too many. */
const waitingTooLong = Duration.minutes(30);

/** Besides the alarm on dead letters: what tells of trouble before a message is given up. */
export function stepAlarms(step: Construct, { name, queue, run, ops, impact }: StepAlarmsProps): void {
  const period = Duration.minutes(5);
  alarm(step, 'WaitingTooLong', ops, {
    title: `${name}: waiting too long`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
    threshold: waitingTooLong.toSeconds(),
    impact,
    runbook: 'waiting-too-long',
  });
  alarm(step, 'Crashes', ops, {
    title: `${name}: crashes`,
    metric: run.metricErrors({ period }),
    threshold: 0,
    impact: `if it persists, ${impact}`,
    runbook: 'crashes',
  });
  alarm(step, 'Throttles', ops, {
    title: `${name}: throttles`,
    metric: run.metricThrottles({ period }),
    threshold: 0,
    impact: `if it persists, ${impact}`,
    runbook: 'throttles',
  });
}
