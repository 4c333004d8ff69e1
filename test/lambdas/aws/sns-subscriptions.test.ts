import { type ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, jest, test } from '@jest/globals';
import { snsSubscriptions } from '../../../lambdas/aws/sns-subscriptions.ts';

const topics = { alerts: 'arn:alerts', chat: 'arn:chat', ops: 'arn:ops' };

test('reads every page, tells what is pending and leaves out what is deleted', async () => {
  const client = new SNSClient({ region: 'eu-central-1' });
  const pages = [
    { Subscriptions: [listed('a', 'arn:a'), listed('b', 'PendingConfirmation')], NextToken: 'more' },
    { Subscriptions: [listed('c', 'Deleted'), listed('d', 'arn:d')] },
  ];
  const send = jest.spyOn(client, 'send').mockImplementation(async () => pages.shift());

  const found = await snsSubscriptions(client, topics)('chat');

  expect(found).toEqual([
    { protocol: 'email', endpoint: 'a@example.com', isPending: false },
    { protocol: 'email', endpoint: 'b@example.com', isPending: true },
    { protocol: 'email', endpoint: 'd@example.com', isPending: false },
  ]);
  expect(send.mock.calls.map(([command]) => (command as ListSubscriptionsByTopicCommand).input)).toEqual([
    { TopicArn: 'arn:chat', NextToken: undefined },
    { TopicArn: 'arn:chat', NextToken: 'more' },
  ]);
});

function listed(name: string, SubscriptionArn: string) {
  return { Protocol: 'email', Endpoint: `${name}@example.com`, SubscriptionArn };
}
