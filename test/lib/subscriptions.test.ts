import { beforeAll, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib/core';
import { subscribeToAlerts } from '../../lib/constructs/subscriptions.ts';
import { Topics } from '../../lib/constructs/topics.ts';
import { environmentNamed, environmentNames } from '../../lib/environments.ts';
import type { AlertSubscriber } from '../../lib/subscriber-schema.ts';
import { readTemplateOf, resourcesOf, type Template, templateOf } from '../support/templates.ts';

const everyone: readonly AlertSubscriber[] = [
  { protocol: 'email', address: 'data-team@example.com', minimumSeverity: 'info' },
  {
    protocol: 'https',
    name: 'pager',
    url: 'https://pager.example.com/key',
    rawDelivery: true,
    minimumSeverity: 'critical',
    kinds: ['drift', 'batch-rejected'],
  },
  {
    protocol: 'https',
    name: 'ready-made',
    url: 'https://ready.example.com/',
    rawDelivery: false,
    minimumSeverity: 'warning',
    models: ['flights', 'fraud-*'],
  },
  { protocol: 'sqs', queue: 'desk', minimumSeverity: 'warning', models: ['weather*'] },
  { protocol: 'sqs', queue: 'arn:aws:sqs:eu-west-1:111122223333:theirs', minimumSeverity: 'critical' },
  {
    protocol: 'lambda',
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:page-me',
    minimumSeverity: 'critical',
  },
];

const andAbove = {
  info: ['info', 'warning', 'critical'],
  warning: ['warning', 'critical'],
  critical: ['critical'],
} as const;

let template: Template;
let listed: readonly object[];

beforeAll(() => {
  const stack = new Stack(new App(), 'Test');
  const topics = new Topics(stack, 'Topics');
  listed = everyone.map((one) => subscribeToAlerts(topics.alerts, topics.ops, one));
  listed = stack.resolve(listed);
  template = readTemplateOf(stack);
});

describe('subscribeToAlerts', () => {
  it('email gets text; all others the bare JSON, unless they want the envelope', () => {
    expect(subscriptions(template).map(({ protocol, endpoint, raw }) => [protocol, endpoint, raw])).toEqual([
      ['email', 'data-team@example.com', undefined],
      ['https', 'https://pager.example.com/key', true],
      ['https', 'https://ready.example.com/', false],
      ['sqs', { 'Fn::GetAtt': [queueCalled('Queuedesk').id, 'Arn'] }, true],
      ['sqs', 'arn:aws:sqs:eu-west-1:111122223333:theirs', true],
      ['lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:page-me', undefined],
    ]);
  });

  it('filters by severity and above, by all kinds that an alert has news of, and by models', () => {
    expect(subscriptions(template).map(({ filter }) => filter)).toEqual([
      { severity: ['info', 'warning', 'critical'] },
      { severity: ['critical'], kinds: ['drift', 'batch-rejected'] },
      { severity: ['warning', 'critical'], model: ['flights', { prefix: 'fraud-' }] },
      { severity: ['warning', 'critical'], model: [{ prefix: 'weather' }] },
      { severity: ['critical'] },
      { severity: ['critical'] },
    ]);
  });

  it('requests are repeated for at most the hour that SNS allows, and bare ones say that they are JSON', () => {
    const [pager, readyMade] = subscriptions(template).flatMap(({ delivery }) => delivery ?? []);

    expect(pager).toEqual({
      healthyRetryPolicy: {
        minDelayTarget: 10,
        maxDelayTarget: 300,
        numRetries: 12,
        numNoDelayRetries: 1,
        backoffFunction: 'EXPONENTIAL',
      },
      requestPolicy: { headerContentType: 'application/json' },
    });
    expect(readyMade).not.toHaveProperty('requestPolicy');
    expect((12 - 1) * 300).toBeLessThanOrEqual(3600);
  });

  it('tells how SNS will list each, and what people call it', () => {
    expect(listed).toEqual(
      subscriptions(template).map(({ protocol, endpoint }, index) => ({
        protocol,
        endpoint,
        label: ['data-team@example.com', 'pager', 'ready-made', 'desk', 'theirs', 'page-me'][index],
      })),
    );
  });

  it('a queue of the stack lets only the topic in, has dead letters, and is named in the outputs', () => {
    const desk = queueCalled('Queuedesk');
    const policy = resourcesOf(template, 'AWS::SQS::QueuePolicy').find(({ Properties }) =>
      JSON.stringify(Properties.Queues).includes(desk.id),
    );

    expect(desk.Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [queueCalled('Deadlettersofdesk').id, 'Arn'] },
        maxReceiveCount: 5,
      },
    });
    expect(policy?.Properties.PolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Deny' },
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'sns.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': { Ref: expect.stringMatching(/^TopicsAlerts/) } } },
        },
      ],
    });
    expect(template.Outputs.DeskQueueUrl?.Value).toEqual({ Ref: desk.id });
  });

  it('a function is opened to the topic and to nothing else', () => {
    expect(resourcesOf(template, 'AWS::Lambda::Permission').map(({ Properties }) => Properties)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:page-me',
        Principal: 'sns.amazonaws.com',
        SourceArn: { Ref: expect.stringMatching(/^TopicsAlerts/) },
      },
    ]);
  });

  it('addresses, which may hold keys, stand in no alarm', () => {
    for (const { Properties } of resourcesOf(template, 'AWS::CloudWatch::Alarm'))
      expect(JSON.stringify(Properties)).not.toContain('https://');
  });
});

describe.each(environmentNames)('%s', (environment) => {
  it('subscribers get their minimum severity and above, operators every alarm', async () => {
    const { alertSubscribers, operators } = environmentNamed(environment);

    const made = await templateOf(environment);

    expect(
      subscriptions(made).map(({ topic, protocol, endpoint, filter }) => [topic, protocol, endpoint, filter]),
    ).toEqual([
      ...alertSubscribers.map((one) => [
        made.Outputs.AlertsTopicArn?.Value,
        one.protocol,
        endpointOf(one),
        {
          severity: andAbove[one.minimumSeverity],
          ...(one.kinds && { kinds: one.kinds }),
          ...(one.models && { model: expect.any(Array) }),
        },
      ]),
      ...operators.map((address) => [made.Outputs.OpsTopicArn?.Value, 'email', address, undefined]),
    ]);
  });

  it('every subscription has a dead-letter queue that the topic may send to', async () => {
    const made = await templateOf(environment);
    const policies = resourcesOf(made, 'AWS::SQS::QueuePolicy').map(({ Properties }) =>
      JSON.stringify(Properties),
    );

    for (const { deadLetters, topic } of subscriptions(made))
      expect(
        policies.filter(
          (policy) => policy.includes(JSON.stringify(deadLetters)) && policy.includes(JSON.stringify(topic)),
        ),
      ).toHaveLength(1);
  });
});

interface Found {
  readonly topic: unknown;
  readonly protocol: unknown;
  readonly endpoint: unknown;
  readonly filter: unknown;
  readonly raw: unknown;
  readonly delivery: unknown;
  readonly deadLetters: unknown;
}

function subscriptions(of: Template): readonly Found[] {
  return resourcesOf(of, 'AWS::SNS::Subscription').map(({ Properties }) => ({
    topic: Properties.TopicArn,
    protocol: Properties.Protocol,
    endpoint: Properties.Endpoint,
    filter: Properties.FilterPolicy,
    raw: Properties.RawMessageDelivery,
    delivery: Properties.DeliveryPolicy,
    deadLetters: Object(Properties.RedrivePolicy).deadLetterTargetArn,
  }));
}

function queueCalled(part: string) {
  const [found, ...others] = resourcesOf(template, 'AWS::SQS::Queue').filter(({ id }) => id.includes(part));
  if (found === undefined || others.length > 0) throw new Error(`not exactly one queue is called ${part}`);
  return found;
}

/** Of a queue that the stack makes, whatever its name is there. */
function endpointOf(subscriber: AlertSubscriber): unknown {
  switch (subscriber.protocol) {
    case 'email':
      return subscriber.address;
    case 'https':
      return subscriber.url;
    case 'sqs':
      return subscriber.queue.startsWith('arn:')
        ? subscriber.queue
        : { 'Fn::GetAtt': [expect.any(String), 'Arn'] };
    case 'lambda':
      return subscriber.functionArn;
    default:
      return subscriber satisfies never;
  }
}
