import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';

/** A message that could not be dealt with, as Lambda hands it over. */
export interface FailedMessage {
  readonly receiptHandle: string;
  /** ARN of its queue. */
  readonly eventSourceARN: string;
  /** How often it was tried by now, from 1. */
  readonly receiveCount: number;
}

/** Sees to it that a message is tried again after a while. */
export type Postpone = (message: FailedMessage) => Promise<void>;

/**
 * Seconds until a message is tried again, by how often it was tried. A queue's visibility timeout is for functions that died: six times
 * their longest run. Most faults pass in seconds, and one that lasts for half an hour is for the dead-letter queue and its alarm.
 */
const pausesSeconds: readonly number[] = [15, 60, 300, 1200];

/** Postpones on SQS, whose client is made with the first failure: most functions never see one. */
export function sqsPostpone(makeClient: () => SQSClient = ownClient): Postpone {
  let client: SQSClient | undefined;
  return async ({ receiptHandle, eventSourceARN, receiveCount }) => {
    client ??= makeClient();
    const [account, name] = eventSourceARN.split(':').slice(-2);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: `https://queue/${account}/${name}`,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: pausesSeconds[receiveCount - 1] ?? pausesSeconds.at(-1),
      }),
    );
  };
}

/** Finds SQS by its region: of the address of a queue only account and name count. */
function ownClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false });
}
