import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { inboxPrefixes } from '../lambdas/keys.ts';
import { Buckets } from './constructs/buckets.ts';
import type { FunctionParts } from './constructs/bundled-function.ts';
import { dashboard } from './constructs/dashboard.ts';
import { LargeBatches } from './constructs/large-batches.ts';
import { announceAnew, NotificationsHandler } from './constructs/notifications-handler.ts';
import { ScheduledStep } from './constructs/scheduled-step.ts';
import { Slack, slackSubscription } from './constructs/slack.ts';
import { Step } from './constructs/step.ts';
import { emailAlarms, subscribeToAlerts } from './constructs/subscriptions.ts';
import { Topics } from './constructs/topics.ts';
import { uploaders } from './constructs/uploaders.ts';
import { wiring } from './constructs/wiring.ts';
import type { MonitorEnvironment } from './environment-schema.ts';
import type { Subscribers } from './function-entry.ts';
import { scheduled } from './functions/scheduled.ts';
import { steps } from './functions/steps.ts';
import { pascalCase } from './pascal-case.ts';

export interface MonitorStackProps extends StackProps {
  readonly environment: MonitorEnvironment;
  /** Where given, the deployment writes anew what buckets announce: any text that was not given before. */
  readonly repair?: string | undefined;
}

/** One environment of Plumbline: two buckets, the steps between them, what the clock starts, three topics for people. */
export class MonitorStack extends Stack {
  constructor(scope: Construct, id: string, { environment, repair, ...props }: MonitorStackProps) {
    super(scope, id, props);
    // CDK has what depends on the policy of a role or queue depend on that as well, where it names it anyway.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    const notifications = new NotificationsHandler(this, 'Notifications');
    const buckets = new Buckets(this, 'Buckets', {
      environment,
      notificationsHandlerRole: notifications.role(),
    });
    const topics = new Topics(this, 'Topics');
    const subscribers = subscribeAll(this, environment, topics);
    const parts = { environment, buckets, topics };
    const known = { subscribers, wiring: wiring(this, environment) };
    const large = largeBatches(this, parts);
    for (const entry of steps) {
      const startsRuns = entry.name === 'validate-batch' ? large : undefined;
      const { run } = new Step(this, pascalCase(entry.name), {
        ...parts,
        entry,
        variables: startsRuns?.variables ?? {},
      });
      startsRuns?.letStart(run);
    }
    for (const entry of scheduled)
      new ScheduledStep(this, pascalCase(entry.name), { ...parts, entry, known });
    notifications.confine(environment, [buckets.inbox, buckets.results]);
    if (repair !== undefined) announceAnew([buckets.inbox, buckets.results], repair);
    uploaders(this, environment, buckets);
    writeOutputs(this, buckets, topics);
    dashboard(this, environment, buckets);
  }
}

/** Undefined where the environment reads every batch at once. */
function largeBatches(stack: MonitorStack, parts: FunctionParts): LargeBatches | undefined {
  const setting = parts.environment.largeBatches;
  return setting === 'off' ? undefined : new LargeBatches(stack, 'LargeBatches', { ...parts, ...setting });
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
