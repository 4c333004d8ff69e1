import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { type FunctionAlarmsProps, functionAlarms } from './function-alarms.ts';

export interface StepAlarmsProps extends FunctionAlarmsProps {
  readonly queue: IQueue;
}

/** Twice the longest run of a function: an object that waits so long is being retried, or there are too many. */
const waitingTooLong = Duration.minutes(30);

/** Besides the alarm on dead letters: what tells of trouble before a message is given up. */
export function stepAlarms(step: Construct, { queue, ...props }: StepAlarmsProps): void {
  const { name, ops, impact } = props;
  alarm(step, 'WaitingTooLong', ops, {
    title: `${name}: waiting too long`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: waitingTooLong.toSeconds(),
    impact,
    runbook: 'waiting-too-long',
  });
  functionAlarms(step, props);
}
