import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { sqsPostpone } from '../../../lambdas/aws/postpone.ts';

/** A client that writes down what it is asked for. */
function recording(asked: object[]): SQSClient {
  const client = new SQSClient({ region: 'eu-central-1', useQueueUrlAsEndpoint: false });
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        asked.push(input);
        return { output: { $metadata: {} }, response: undefined };
      },
    { step: 'initialize' },
  );
  return client;
}

test('waits longer with every try, on the queue that the message is of', async () => {
  const asked: object[] = [];
  const postpone = sqsPostpone(() => recording(asked));
  const eventSourceARN = 'arn:aws:sqs:eu-central-1:123456789012:steps';

  for (const receiveCount of [1, 2, 3, 4, 5])
    await postpone({ receiptHandle: 'r', eventSourceARN, receiveCount });

  const QueueUrl = expect.stringMatching(/^https:\/\/[^/]+\/123456789012\/steps$/);
  expect(asked).toEqual(
    [15, 60, 300, 1200, 1200].map((VisibilityTimeout) => ({
      QueueUrl,
      ReceiptHandle: 'r',
      VisibilityTimeout,
    })),
  );
});
