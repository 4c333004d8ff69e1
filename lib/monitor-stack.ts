import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alertSuffix, inboxPrefixes, profiledBatchSuffix, resultsPrefixes } from '../lambdas/keys.ts';
import type { SettingName } from '../lambdas/settings.ts';
import { Buckets } from './constructs/buckets.ts';
import { dashboard } from './constructs/dashboard.ts';
import { NotificationsHandler } from './constructs/notifications-handler.ts';
import { ScheduledStep } from './constructs/scheduled-step.ts';
import { Slack, slackSubscription } from './constructs/slack.ts';
import { Step, type StepProps } from './constructs/step.ts';
import type { StepParts } from './constructs/step-parts.ts';
import { emailAlarms, subscribeToAlerts } from './constructs/subscriptions.ts';
import { Topics, topicVariables } from './constructs/topics.ts';
import type { MonitorEnvironment } from './environment-schema.ts';
import { pascalCase } from './function-names.ts';
import { type Subscribers, scheduledSteps } from './scheduled-steps.ts';

export interface MonitorStackProps extends StackProps {
  readonly environment: MonitorEnvironment;
}

/** One environment of Plumbline: two buckets, four steps between them, what the clock starts, three topics for people. */
export class MonitorStack extends Stack {
  constructor(scope: Construct, id: string, { environment, ...props }: MonitorStackProps) {
    super(scope, id, props);
    const notifications = new NotificationsHandler(this, 'Notifications');
    const buckets = new Buckets(this, 'Buckets', {
      environment,
      notificationsHandlerRole: notifications.role(),
    });
    const topics = new Topics(this, 'Topics');
    const subscribers = subscribeAll(this, environment, topics);
    const common = { environment, buckets, topics, variables: commonVariables(environment, buckets) };
    for (const step of steps(common)) new Step(this, pascalCase(step.name), step);
    for (const step of scheduledSteps(common, subscribers))
      new ScheduledStep(this, pascalCase(step.name), step);
    notifications.confine(environment, [buckets.inbox, buckets.results]);
    writeOutputs(this, buckets, topics);
    dashboard(this, environment.name, buckets);
  }
}

/** Everybody who listens, as SNS will list them. Slack's channel subscribes by way of Amazon Q. */
function subscribeAll(stack: MonitorStack, environment: MonitorEnvironment, topics: Topics): Subscribers {
  const { alertSubscribers, operators, slack } = environment;
  const alerts = alertSubscribers.map((one) => subscribeToAlerts(topics.alerts, topics.ops, one));
  const ops = operators.map((address) => emailAlarms(topics.ops, address));
  if (slack === undefined) return { alerts, chat: [], ops };
  new Slack(stack, 'Slack', slack, [topics.chat, topics.ops]);
  return { alerts, chat: [slackSubscription], ops: [...ops, slackSubscription] };
}

/** What every function is told. */
function commonVariables(environment: MonitorEnvironment, { inbox, results }: Buckets) {
  return {
    PLUMBLINE_ENVIRONMENT: environment.name,
    PLUMBLINE_INBOX_BUCKET: inbox.bucketName,
    PLUMBLINE_RESULTS_BUCKET: results.bucketName,
  } as const satisfies Partial<Record<SettingName, string>>;
}

/** The way of the data: which objects start which function. */
function steps(common: StepParts): StepProps[] {
  const { topics, variables } = common;
  const { inbox, results } = common.buckets;
  return [
    {
      ...common,
      name: 'build-reference',
      triggers: [
        { bucket: inbox, keys: { prefix: inboxPrefixes.references } },
        { bucket: inbox, keys: { prefix: inboxPrefixes.contracts } },
      ],
      impact:
        'an uploaded reference or contract has no effect, and batches are compared with the one before it, or with none.',
    },
    {
      ...common,
      name: 'validate-batch',
      triggers: [{ bucket: inbox, keys: { prefix: inboxPrefixes.batches } }],
      impact: 'uploaded batches are not checked, and nobody is told whether they can be trusted.',
    },
    {
      ...common,
      name: 'detect-drift',
      triggers: [
        { bucket: results, keys: { prefix: resultsPrefixes.profiles, suffix: profiledBatchSuffix } },
      ],
      impact: 'batches are checked against their contract but not for drift, and nobody is told of any.',
    },
    {
      ...common,
      name: 'send-alerts',
      triggers: [{ bucket: results, keys: { prefix: resultsPrefixes.alerts, suffix: alertSuffix } }],
      variables: { ...variables, ...topicVariables(topics) },
      impact: 'something is wrong with data, and the people who should know have not been told.',
    },
  ];
}

function writeOutputs(stack: MonitorStack, { inbox, results }: Buckets, topics: Topics): void {
  const outputs = {
    InboxBucketName: inbox.bucketName,
    ResultsBucketName: results.bucketName,
    AlertsTopicArn: topics.alerts.topicArn,
    ChatTopicArn: topics.chat.topicArn,
    OpsTopicArn: topics.ops.topicArn,
    UploadHint: `aws s3 cp <file> s3://${inbox.bucketName}/${inboxPrefixes.batches}<model>/`,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
}
