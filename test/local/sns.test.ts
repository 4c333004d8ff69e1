import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import type { Delivery } from '../../local/outbox.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { queue, queuePolicy, subscription } from './fixtures/small-stack.ts';

let cloud: Cloud;
let sns: SNSClient;
let TopicArn: string;
let delivered: Delivery[] = [];

beforeAll(async () => {
  const template = {
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Email: subscription('email', 'all@example.org'),
      Hook: subscription('https', 'https://example.org/hook'),
      Critical: subscription('email', 'critical@example.org', {
        FilterPolicy: { severity: ['critical'], model: ['flights', { prefix: 'fraud-' }] },
      }),
      ToQueue: subscription('sqs', { 'Fn::GetAtt': ['Mine', 'Arn'] }, { RawMessageDelivery: true }),
      ToClosedQueue: subscription(
        'sqs',
        { 'Fn::GetAtt': ['Closed', 'Arn'] },
        { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
      ),
      Dead: queue(),
      DeadPolicy: queuePolicy('Dead', 'sns.amazonaws.com', { Ref: 'Topic' }),
      Mine: queue(),
      MinePolicy: queuePolicy('Mine', 'sns.amazonaws.com', { Ref: 'Topic' }),
      Closed: queue(),
      Slack: {
        Type: 'AWS::Chatbot::SlackChannelConfiguration',
        Properties: {
          ConfigurationName: 'c',
          SlackChannelId: 'C1',
          SlackWorkspaceId: 'T1',
          SnsTopicArns: [{ Ref: 'Topic' }],
        },
      },
    },
  };
  cloud = await startCloud({
    assembly: await writeAssembly(template),
    directory: await makeDirectory(),
    onDelivery: (delivery) => void delivered.push(delivery),
  });
  sns = new SNSClient(cloud);
  TopicArn = cloud.topics.Topic ?? '';
});

afterAll(() => cloud.stop());

beforeEach(() => {
  delivered = [];
});

const publish = (Message: string, more: Partial<PublishCommandInput> = {}) =>
  sns.send(new PublishCommand({ TopicArn, Message, ...more }));
const to = (endpoint: string) => delivered.find((one) => one.endpoint === endpoint);

const card = {
  version: '1.0',
  source: 'custom',
  content: { textType: 'client-markdown', title: 'Drift', description: 'age moved', nextSteps: ['look'] },
  metadata: { threadId: 't', additionalContext: { model: 'flights' } },
};

describe('publish', () => {
  test('gives each protocol its body', async () => {
    const bodies = { default: 'd', email: 'for people', https: JSON.stringify(card), sqs: '{"machine":1}' };

    await publish(JSON.stringify(bodies), { MessageStructure: 'json', Subject: 'Hello' });

    expect(to('all@example.org')).toMatchObject({
      subject: 'Hello',
      body: 'for people',
      status: 'delivered',
    });
    expect(JSON.parse(to('https://example.org/hook')?.body ?? '')).toMatchObject({
      Type: 'Notification',
      Subject: 'Hello',
      Message: JSON.stringify(card),
    });
    expect(to('T1/C1')).toMatchObject({ protocol: 'slack', status: 'delivered', card });
    expect(to('arn:aws:sqs:eu-central-1:000000000000:Small-Mine')).toMatchObject({ body: '{"machine":1}' });
  });

  test('says that a queue does not let SNS in, and keeps the message', async () => {
    await publish('text');

    const closed = to('arn:aws:sqs:eu-central-1:000000000000:Small-Closed');
    expect(closed).toMatchObject({ status: 'failed', reason: expect.stringMatching(/does not allow SNS/) });
    expect(cloud.deadLetters().at(-1)).toEqual({ queue: 'Small-Dead', body: closed?.body });
  });

  test.each([
    ['plain text', 'text'],
    ['a misspelt field', JSON.stringify({ ...card, content: { ...card.content, steps: [] } })],
    ['a number in the context', JSON.stringify({ ...card, metadata: { additionalContext: { rows: 3 } } })],
    ['no description', JSON.stringify({ ...card, content: { title: 'x' } })],
  ])('a Slack card that is out of schema is shown as dropped: %s', async (_, message) => {
    await publish(message);

    expect(to('T1/C1')).toMatchObject({ status: 'dropped', reason: expect.any(String) });
    expect(to('all@example.org')).toMatchObject({ status: 'delivered' });
  });

  test('leaves files that people can read', async () => {
    await publish('text', { Subject: 'A file' });

    const names = await readdir(cloud.outboxDirectory);
    const name =
      names
        .filter((one) => one.endsWith('email-all@example.org.txt'))
        .sort()
        .at(-1) ?? '';
    expect(await readFile(join(cloud.outboxDirectory, name), 'utf8')).toMatch(/Subject: A file\n\ntext\n$/);
  });
});

describe('filter policies', () => {
  const attributes = (severity: string, model: string) => ({
    severity: { DataType: 'String', StringValue: severity },
    model: { DataType: 'String', StringValue: model },
  });

  test.each([
    ['critical', 'flights', true],
    ['critical', 'fraud-eu', true],
    ['critical', 'flights-eu', false],
    ['warning', 'flights', false],
  ])('severity %s of %s is let through: %s', async (severity, model, expected) => {
    await publish('text', { MessageAttributes: attributes(severity, model) });

    expect(to('critical@example.org') !== undefined).toBe(expected);
    expect(to('all@example.org')).toMatchObject({ attributes: { severity, model } });
  });

  test('a message without the attribute is left out', async () => {
    await publish('text');

    expect(to('critical@example.org')).toBeUndefined();
  });
});

test.each([
  ['a comparison of numbers', { rows: [{ numeric: ['>', 2] }] }],
  ['a suffix', { model: [{ suffix: '-eu' }] }],
])('a filter policy with %s is refused, as the stack has none', async (_, FilterPolicy) => {
  const Resources = {
    Topic: { Type: 'AWS::SNS::Topic' },
    Email: subscription('email', 'a@example.org', { FilterPolicy }),
  };
  const assembly = await writeAssembly({ Resources });

  await expect(startCloud({ assembly, directory: await makeDirectory() })).rejects.toThrow(
    /filter policy of Email/,
  );
});

describe('limits', () => {
  test.each([
    ['a subject of 100 characters', 'text', { Subject: 'x'.repeat(100) }],
    ['a line break in the subject', 'text', { Subject: 'a\nb' }],
    ['a subject that is not ASCII', 'text', { Subject: 'Größe' }],
    ['more than 256 KiB', 'x'.repeat(262_145), {}],
    ['no default body', '{"email":"x"}', { MessageStructure: 'json' }],
    ['a body that is no JSON', 'x', { MessageStructure: 'json' }],
  ])('%s is refused', async (_, message, more) => {
    await expect(publish(message, more)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(delivered).toEqual([]);
  });

  test('99 characters and 256 KiB are not', async () => {
    await publish('x'.repeat(262_144), { Subject: 'x'.repeat(99) });

    expect(to('all@example.org')).toBeDefined();
  });
});

describe('other calls', () => {
  test('list topics and subscribers', async () => {
    const { Topics } = await sns.send(new ListTopicsCommand({}));
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));

    expect([Topics, Subscriptions?.length]).toEqual([[{ TopicArn }], 6]);
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '6', SubscriptionsPending: '0' });
  });

  test('whoever subscribes by hand is pending and gets nothing, and may go again', async () => {
    const subscribe = { TopicArn, Protocol: 'email', Endpoint: 'new@example.org' };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(subscribe));
    await sns.send(new SubscribeCommand(subscribe));
    await publish('text');

    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const found = Subscriptions.filter(({ Endpoint }) => Endpoint === 'new@example.org');
    expect(SubscriptionArn).toBe('pending confirmation');
    expect(found.map((one) => one.SubscriptionArn)).toEqual(['PendingConfirmation']);
    expect(to('new@example.org')).toBeUndefined();
  });

  test('whoever unsubscribes hears nothing more', async () => {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const hook = Subscriptions.find(({ Endpoint }) => Endpoint === 'https://example.org/hook');

    await sns.send(new UnsubscribeCommand({ SubscriptionArn: hook?.SubscriptionArn ?? '' }));
    await publish('text');

    expect(to('https://example.org/hook')).toBeUndefined();
    expect(to('all@example.org')).toBeDefined();
  });

  test('a hundred subscriptions are a page', async () => {
    for (let number = 0; number < 100; number += 1) {
      const Endpoint = `https://example.org/${number}`;
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint }));
    }

    const first = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const { NextToken } = first;
    const second = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));

    expect(first.Subscriptions).toHaveLength(100);
    expect(second.Subscriptions?.at(-1)?.Endpoint).toBe('https://example.org/99');
    expect(second.NextToken).toBeUndefined();
  });

  test('answer 501 when they are not known', async () => {
    const unknown = { $metadata: expect.objectContaining({ httpStatusCode: 501 }) };

    await expect(sns.send(new CreateTopicCommand({ Name: 'x' }))).rejects.toMatchObject(unknown);
    const MessageAttributes = { rows: { DataType: 'Number', StringValue: '3' } };
    await expect(publish('x', { MessageAttributes })).rejects.toMatchObject(unknown);
    await expect(publish('x', { MessageGroupId: 'g' })).rejects.toMatchObject(unknown);
  });

  test('a topic that is not there is not found', async () => {
    await expect(publish('x', { TopicArn: `${TopicArn}x` })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});
