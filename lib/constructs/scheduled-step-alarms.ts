import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ScheduledName } from '../function-names.ts';
import { alarm } from './alarm.ts';

export interface ScheduledStepAlarmsProps {
  readonly name: ScheduledName;
  readonly run: IFunction;
  readonly ops: ITopic;
  /** What it means for people when the step does not do its work, in one sentence. */
  readonly impact: string;
  readonly missedAfter: Duration | undefined;
}

/** Besides the alarm on dead letters: runs that failed, were refused, or never began. */
export function scheduledStepAlarms(
  step: Construct,
  { name, run, ops, impact, missedAfter }: ScheduledStepAlarmsProps,
): void {
  const period = Duration.minutes(5);
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
  if (missedAfter === undefined) return;
  const days = Math.max(1, missedAfter.toDays({ integral: false }));
  alarm(step, 'MissedRuns', ops, {
    title: `${name}: missed runs`,
    metric: run.metricInvocations({
      period: days > 1 ? Duration.days(1) : missedAfter,
      statistic: 'Sum',
    }),
    threshold: 1,
    // What must happen sends no metric when it does not: no data is what the alarm is for.
    evaluation: {
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: Math.ceil(days),
      treatMissingData: TreatMissingData.BREACHING,
    },
    impact,
    runbook: 'missed-runs',
  });
}
