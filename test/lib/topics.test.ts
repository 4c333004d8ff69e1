import { describe, expect, it } from '@jest/globals';
import { environmentNamed, environmentNames } from '../../lib/environments.ts';
import { resourcesOf, type Template, templateOf } from '../support/templates.ts';

describe.each(environmentNames)('%s', (environment) => {
  it('alerts and chat are encrypted with the key of SNS, which alarms cannot use, and ops is not', async () => {
    const topics = resourcesOf(await templateOf(environment), 'AWS::SNS::Topic');

    const keys = topics.map(({ Properties }) =>
      JSON.stringify(Properties.KmsMasterKeyId)?.includes('alias/aws/sns'),
    );

    expect(keys).toEqual([true, true, undefined]);
  });

  it('every topic refuses plain HTTP', async () => {
    const policies = resourcesOf(await templateOf(environment), 'AWS::SNS::TopicPolicy');

    expect(policies).toHaveLength(3);
    for (const { Properties } of policies)
      expect(Properties.PolicyDocument).toMatchObject({
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      });
  });

  // A topic policy of one's own replaces the default one: without this statement every alarm is lost, silently.
  it('alarms of this account may publish to ops, and nothing else is let in by policy', async () => {
    const template = await templateOf(environment);

    const allowing = resourcesOf(template, 'AWS::SNS::TopicPolicy').filter(({ Properties }) =>
      JSON.stringify(Properties).includes('"Effect":"Allow"'),
    );

    expect(allowing).toHaveLength(1);
    expect(allowing[0]?.Properties).toMatchObject({
      Topics: [output(template, 'OpsTopicArn')],
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: output(template, 'OpsTopicArn'),
            Condition: expect.objectContaining({
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            }),
          }),
        ]),
      },
    });
  });

  it('every topic has an alarm on failed notifications', async () => {
    const template = await templateOf(environment);

    const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.MetricName === 'NumberOfNotificationsFailed',
    );

    expect(alarms.map(({ Properties }) => Properties.AlarmActions)).toEqual(
      alarms.map(() => [output(template, 'OpsTopicArn')]),
    );
    expect(alarms).toHaveLength(3);
  });

  it('Slack, where it is set, shows alerts and alarms and can at most read alarms', async () => {
    const template = await templateOf(environment);
    const { slack } = environmentNamed(environment);

    const channels = resourcesOf(template, 'AWS::Chatbot::SlackChannelConfiguration');

    expect(channels.map(({ Properties }) => Properties)).toMatchObject(
      slack === undefined
        ? []
        : [
            {
              SlackWorkspaceId: slack.workspaceId,
              SlackChannelId: slack.channelId,
              SnsTopicArns: [output(template, 'ChatTopicArn'), output(template, 'OpsTopicArn')],
              GuardrailPolicies: [
                {
                  'Fn::Join': [
                    '',
                    ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/CloudWatchReadOnlyAccess'],
                  ],
                },
              ],
            },
          ],
    );
  });
});

function output(template: Template, name: string): unknown {
  return template.Outputs[name]?.Value;
}
