import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type AlertSubscriber, severities } from '../environment-schema.ts';
import { acknowledge } from './acknowledge.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';

/** Sends alerts of the subscriber's minimum severity and above; the least urgent minimum means everything. */
export function emailAlerts(alerts: Topic, ops: Topic, { address, minimumSeverity }: AlertSubscriber): void {
  const severity = SubscriptionFilter.stringFilter({ allowlist: severitiesFrom(minimumSeverity) });
  alerts.addSubscription(
    new EmailSubscription(address, {
      deadLetterQueue: undelivered(alerts, ops, address, `alerts were not delivered to ${address}.`),
      filterPolicy: { severity },
    }),
  );
}

/** Sends every alarm. */
export function emailAlarms(ops: Topic, address: string): void {
  ops.addSubscription(
    new EmailSubscription(address, {
      deadLetterQueue: undelivered(ops, ops, address, `alarms were not delivered to ${address}.`),
    }),
  );
}

/** The severity and every one more urgent. */
export function severitiesFrom(minimum: AlertSubscriber['minimumSeverity']): string[] {
  return severities.slice(severities.indexOf(minimum));
}

function undelivered(topic: Topic, ops: Topic, address: string, impact: string) {
  const queue = deadLetterQueue(topic, `Undelivered ${address}`, ops, {
    title: `${topic.node.id.toLowerCase()} to ${address}: undelivered`,
    impact,
    runbook: 'undelivered-email',
  });
  acknowledge(
    queue,
    'AwsSolutions-SQS3',
    'It is the dead-letter queue of a subscription, which the check does not look at.',
  );
  return queue;
}
