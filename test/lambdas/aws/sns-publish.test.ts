import type { PublishCommand } from '@aws-sdk/client-sns';
import { SNSClient } from '@aws-sdk/client-sns';
import { expect, jest, test } from '@jest/globals';
import { snsPublish } from '../../../lambdas/aws/sns-publish.ts';

test('a text is published as an attribute, a list as one that any of its values meets', async () => {
  const client = new SNSClient({ region: 'eu-central-1' });
  const send = jest.spyOn(client, 'send').mockImplementation(async () => ({ MessageId: 'id' }));
  const publish = snsPublish(client, { alerts: 'arn:alerts', chat: 'arn:chat' });

  const id = await publish('alerts', {
    subject: 'Hello',
    bodies: { default: '{}', email: 'text' },
    attributes: { kind: 'recovered', kinds: ['recovered', 'drift'] },
  });

  const [command] = send.mock.calls[0] ?? [];
  expect(id).toBe('id');
  expect((command as PublishCommand).input).toEqual({
    TopicArn: 'arn:alerts',
    Subject: 'Hello',
    MessageStructure: 'json',
    Message: '{"default":"{}","email":"text"}',
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'recovered' },
      kinds: { DataType: 'String.Array', StringValue: '["recovered","drift"]' },
    },
  });
});
