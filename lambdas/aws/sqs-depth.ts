import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Of a queue: what can be taken, and what somebody has taken and not deleted. */
const counts = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** How many messages a queue holds, about. */
export async function sqsDepth(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] }),
  );
  return counts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}
