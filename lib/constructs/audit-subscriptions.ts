import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SettingName } from '../../lambdas/settings.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { Buckets } from './buckets.ts';
import { ScheduledStep } from './scheduled-step.ts';
import type { ListedSubscription } from './subscriptions.ts';
import type { Topics } from './topics.ts';

/** Who should listen, topic by topic. */
export type Subscribers = Readonly<Record<'alerts' | 'chat' | 'ops', readonly ListedSubscription[]>>;

export interface AuditSubscriptionsProps {
  readonly environment: MonitorEnvironment;
  readonly buckets: Buckets;
  readonly topics: Topics;
  readonly variables: Readonly<Partial<Record<SettingName, string>>>;
  readonly subscribers: Subscribers;
}

/**
 * Compares every morning who listens with who should. The list comes with the schedule: variables of a function hold 4 KB in
 * all, what a schedule hands over 256.
 */
export function auditSubscriptions(
  scope: Construct,
  { subscribers, variables, topics, ...common }: AuditSubscriptionsProps,
): ScheduledStep {
  return new ScheduledStep(scope, 'AuditSubscriptions', {
    ...common,
    topics,
    name: 'audit-subscriptions',
    variables: {
      ...variables,
      PLUMBLINE_ALERTS_TOPIC_ARN: topics.alerts.topicArn,
      PLUMBLINE_CHAT_TOPIC_ARN: topics.chat.topicArn,
      PLUMBLINE_OPS_TOPIC_ARN: topics.ops.topicArn,
    },
    schedule: ScheduleExpression.cron({ hour: '5', minute: '35', timeZone: TimeZone.ETC_UTC }),
    description: 'Every day: compares the subscriptions with those that the environment names.',
    input: { expected: subscribers },
    missedAfter: Duration.days(2),
    impact: 'nobody notices when a subscriber has unsubscribed or never confirmed, and hears nothing.',
  });
}
