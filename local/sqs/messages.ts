import { createHash, randomUUID } from 'node:crypto';

/** A message that was received: it stays invisible to others until it is deleted or its time is over. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly receiveCount: number;
  readonly sentAt: Date;
  readonly firstReceivedAt: Date;
}

export interface QueueCounts {
  readonly visible: number;
  /** Received and neither deleted nor visible again. */
  readonly inFlight: number;
}

/** A message of a queue. */
export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Date;
  receiveCount: number;
  firstReceivedAt: Date | undefined;
  receiptHandle: string | undefined;
  /** Makes the message visible again; set while it is in flight. */
  timer: NodeJS.Timeout | undefined;
  state: 'visible' | 'inFlight';
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

export function newMessage(body: string, sentAt: Date): Message {
  return {
    messageId: randomUUID(),
    body,
    sentAt,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receiptHandle: undefined,
    timer: undefined,
    state: 'visible',
  };
}

/** Takes a message: its receipt is the one that counts from now on. */
export function received(message: Message, now: Date): ReceivedMessage {
  message.receiveCount += 1;
  message.firstReceivedAt ??= now;
  message.receiptHandle = randomUUID();
  const { messageId, body, receiveCount, sentAt, firstReceivedAt, receiptHandle } = message;
  return { messageId, receiptHandle, body, md5OfBody: md5(body), receiveCount, sentAt, firstReceivedAt };
}

export function count(messages: readonly Message[]): QueueCounts {
  const counts = { visible: 0, inFlight: 0 };
  for (const { state } of messages) counts[state] += 1;
  return counts;
}

/** What SQS itself says of a message. */
export function systemAttributes(message: ReceivedMessage): Readonly<Record<string, string>> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt.getTime()),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt.getTime()),
  };
}
