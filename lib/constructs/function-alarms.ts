import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { FailureAlarm } from '../function-entry.ts';
import { alarm } from './alarm.ts';

export interface FunctionAlarmsProps {
  readonly name: string;
  readonly run: IFunction;
  readonly ops: ITopic;
  /** What it means for people when the function does not do its work, in one sentence. */
  readonly impact: string;
  /** In the place of the alarm on crashes. */
  readonly onFailure?: FailureAlarm | undefined;
}

/** Runs that failed, or were refused: of any function, whatever starts it. */
export function functionAlarms(
  step: Construct,
  { name, run, ops, impact, onFailure }: FunctionAlarmsProps,
): void {
  const period = Duration.minutes(5);
  const { title, runbook }: Pick<FailureAlarm, 'title' | 'runbook'> = onFailure ?? {
    title: 'crashes',
    runbook: 'crashes',
  };
  alarm(step, 'Crashes', ops, {
    title: `${name}: ${title}`,
    metric: run.metricErrors({ period: onFailure?.period ?? period }),
    threshold: 0,
    impact: onFailure ? impact : `if it persists, ${impact}`,
    runbook,
  });
  alarm(step, 'Throttles', ops, {
    title: `${name}: throttles`,
    metric: run.metricThrottles({ period }),
    threshold: 0,
    impact: `if it persists, ${impact}`,
    runbook: 'throttles',
  });
}
