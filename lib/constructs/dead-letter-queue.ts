import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarm, type OperatorAlarm } from './alarm.ts';

/**
 * What never got through, kept as long as SQS keeps anything; one message is enough for an alarm. That a queue is still not empty, the daily
 * audit says again.
 */
export function deadLetterQueue(
  scope: Construct,
  id: string,
  ops: ITopic,
  { title, impact, runbook }: Pick<OperatorAlarm, 'title' | 'impact' | 'runbook'>,
): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  alarm(scope, `${id}Alarm`, ops, {
    title,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    threshold: 0,
    impact,
    runbook,
  });
  return queue;
}

/**
 * Where a function's work ends that was given up. Besides, an alarm for a queue that was not empty and got more: the one on its first
 * message does not ring again before the queue is empty. Nobody is told that that is over.
 */
export function deadLettersOf(
  scope: Construct,
  { name, impact, ops }: { readonly name: string; readonly impact: string; readonly ops: ITopic },
): Queue {
  const told = { impact, runbook: 'dead-letters' } as const;
  const queue = deadLetterQueue(scope, 'DeadLetters', ops, { ...told, title: `${name}: dead letters` });
  const period = Duration.minutes(5);
  const depth = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });
  alarm(scope, 'MoreDeadLetters', ops, {
    ...told,
    title: `${name}: more dead letters`,
    metric: new MathExpression({
      expression: 'IF(DIFF(depth) > 0 AND depth - DIFF(depth) > 0, 1, 0)',
      usingMetrics: { depth },
      label: 'more than before',
      period,
    }),
    threshold: 0,
    isOverTold: false,
  });
  return queue;
}
