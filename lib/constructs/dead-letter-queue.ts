import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarm, type OperatorAlarm } from './alarm.ts';

/** What never got through, kept as long as SQS keeps anything; one message is enough for an alarm. */
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
