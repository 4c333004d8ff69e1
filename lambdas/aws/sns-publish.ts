import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Publish } from '../pipeline/ports.ts';

/** Publishes to the topic of each audience, with a body for each protocol. */
export function snsPublish<To extends string>(
  client: SNSClient,
  topicArns: Readonly<Record<To, string>>,
): Publish<To> {
  return async (audience, { subject, bodies, attributes }) => {
    const response = await client.send(
      new PublishCommand({
        TopicArn: topicArns[audience],
        Subject: subject,
        MessageStructure: 'json',
        Message: JSON.stringify(bodies),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, messageAttribute(value)]),
        ),
      }),
    );
    return response.MessageId ?? '';
  };
}

function messageAttribute(value: string | readonly string[]): MessageAttributeValue {
  return typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };
}
