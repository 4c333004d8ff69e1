import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SlackChannel } from '../environment-schema.ts';
import type { ListedSubscription } from './subscriptions.ts';

/** How SNS lists a channel: Amazon Q subscribes by itself, to each topic of the channel. */
export const slackSubscription: ListedSubscription = {
  protocol: 'https',
  endpoint: 'https://global.sns-api.chatbot.amazonaws.com',
  label: 'Slack, by way of Amazon Q',
};

/** Shows the messages of topics in a Slack channel. Nobody can do anything to the account from there. */
export class Slack extends Construct {
  constructor(scope: Construct, id: string, { workspaceId, channelId }: SlackChannel, topics: ITopic[]) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
      description:
        'For showing messages in Slack: it has no permissions, so commands typed there do nothing.',
    });
    new SlackChannelConfiguration(this, 'Channel', {
      slackChannelConfigurationName: Stack.of(this).stackName,
      slackWorkspaceId: workspaceId,
      slackChannelId: channelId,
      notificationTopics: topics,
      role,
      // The default is AdministratorAccess: whatever the role is given one day, reading alarms is the limit.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
    });
  }
}
