import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { type FunctionAlarmsProps, functionAlarms } from './function-alarms.ts';

export interface ScheduledStepAlarmsProps extends FunctionAlarmsProps {
  readonly missedAfter: Duration | undefined;
}

/** Besides the alarm on dead letters: runs that failed, were refused, or never began. */
export function scheduledStepAlarms(
  step: Construct,
  { missedAfter, ...props }: ScheduledStepAlarmsProps,
): void {
  const { name, run, ops, impact } = props;
  functionAlarms(step, props);
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
