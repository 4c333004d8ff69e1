import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Headings of docs/runbook.md that alarms point to. */
export type RunbookSection =
  | 'dead-letters'
  | 'waiting-too-long'
  | 'crashes'
  | 'throttles'
  | 'missed-runs'
  | 'failed-runs'
  | 'canary'
  | 'filters'
  | 'undelivered-messages'
  | 'queues-of-alerts'
  | 'failed-notifications';

export interface OperatorAlarm {
  /** What people see, below the name of the stack: `validate-batch: dead letters`. */
  readonly title: string;
  readonly metric: AlarmProps['metric'];
  /** The alarm goes off above it, unless `evaluation` says otherwise. */
  readonly threshold: number;
  /** @default above the threshold, in one period; no data is no alarm */
  readonly evaluation?: Pick<AlarmProps, 'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'>;
  /** @default true */
  readonly isOverTold?: boolean;
  /** What it means for people, in one sentence. */
  readonly impact: string;
  readonly runbook: RunbookSection;
}

/** An alarm that tells the operators when it goes off and, unless it says otherwise, when it is over. */
export function alarm(scope: Construct, id: string, ops: ITopic, props: OperatorAlarm): Alarm {
  const made = new Alarm(scope, id, {
    alarmName: `${Stack.of(scope).stackName} ${props.title}`,
    alarmDescription: `Impact: ${props.impact} What to do: docs/runbook.md#${props.runbook}`,
    metric: props.metric,
    threshold: props.threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // Queues, functions and topics send no metrics while nothing arrives: silence is the normal state.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...props.evaluation,
  });
  const action = new SnsAction(ops);
  made.addAlarmAction(action);
  if (props.isOverTold !== false) made.addOkAction(action);
  return made;
}
