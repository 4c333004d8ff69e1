import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SettingName } from '../../lambdas/settings.ts';
import { alarm } from './alarm.ts';

export type TopicName = 'alerts' | 'chat' | 'ops';

/** The three audiences: who reads about data (by email and machine, in chat), and who keeps Plumbline running. */
export class Topics extends Construct {
  readonly alerts: Topic;
  readonly chat: Topic;
  readonly ops: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Free, and no grant is needed: its policy lets whoever may publish in this account use it through SNS.
    const masterKey = Alias.fromAliasName(this, 'Key', 'alias/aws/sns');
    this.alerts = new Topic(this, 'Alerts', { enforceSSL: true, masterKey });
    this.chat = new Topic(this, 'Chat', { enforceSSL: true, masterKey });
    // CloudWatch cannot use that key; what it publishes are names of alarms, never data.
    this.ops = new Topic(this, 'Ops', { enforceSSL: true });
    letAlarmsPublish(this.ops);
    alarmOnFailures(
      this.alerts,
      this.ops,
      'alerts by email',
      'someone who should read alerts did not get one.',
    );
    alarmOnUnreadableAttributes(this.alerts, this.ops);
    alarmOnFailures(this.chat, this.ops, 'alerts in chat', 'an alert did not appear in the Slack channel.');
    alarmOnFailures(
      this.ops,
      this.ops,
      'alarms',
      'an operator did not get an alarm; you read this because another way still works.',
    );
  }
}

/** Where a function finds topics. */
export function topicVariables(
  topics: Topics,
  names: ReadonlySet<TopicName>,
): Partial<Record<SettingName, string>> {
  return Object.fromEntries([...names].map((name) => [variableNames[name], topics[name].topicArn]));
}

const variableNames = {
  alerts: 'PLUMBLINE_ALERTS_TOPIC_ARN',
  chat: 'PLUMBLINE_CHAT_TOPIC_ARN',
  ops: 'PLUMBLINE_OPS_TOPIC_ARN',
} as const satisfies Record<TopicName, SettingName>;

/** A policy of one's own replaces the default one, which is what lets CloudWatch publish: it must be said again. */
function letAlarmsPublish(topic: Topic): void {
  const stack = Stack.of(topic);
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowAlarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
}

function alarmOnFailures(topic: Topic, ops: Topic, what: string, impact: string): void {
  alarm(topic, 'FailedNotifications', ops, {
    title: `${what}: failed notifications`,
    metric: topic.metricNumberOfNotificationsFailed({ period: Duration.minutes(5) }),
    threshold: 0,
    impact,
    runbook: 'failed-notifications',
  });
}

/** Every alert has the attributes that subscriptions filter by: one that SNS can't filter is heard by nobody. */
function alarmOnUnreadableAttributes(topic: Topic, ops: Topic): void {
  const options = { period: Duration.minutes(5) };
  const lost = [
    [
      'NoAttributes',
      'without attributes',
      topic.metricNumberOfNotificationsFilteredOutNoMessageAttributes(options),
    ],
    [
      'InvalidAttributes',
      'invalid attributes',
      topic.metricNumberOfNotificationsFilteredOutInvalidAttributes(options),
    ],
  ] as const;
  for (const [id, what, metric] of lost)
    alarm(topic, id, ops, {
      title: `alerts by email: ${what}`,
      metric,
      threshold: 0,
      impact: 'an alert was held back from subscribers who asked for it, because SNS could not filter it.',
      runbook: 'filters',
    });
}
