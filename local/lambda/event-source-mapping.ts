import * as z from 'zod';
import { region } from '../account.ts';
import type { InvocationResult, LambdaFunction } from '../lambda.ts';
import { type ReceivedMessage, systemAttributes } from '../sqs/messages.ts';
import type { Queue } from '../sqs.ts';

export interface EventSourceMapping {
  readonly queue: Queue;
  readonly function: LambdaFunction;
  readonly batchSize: number;
  /** How many batches may be under way at once. */
  readonly concurrency: number;
  /** Whether the function's answer names the messages that failed (ReportBatchItemFailures). */
  readonly reportsFailures: boolean;
  /**
   * After a failure a message becomes visible again after so long. AWS waits for the queue's visibility timeout, which
   * is minutes by good practice; nothing else differs. Undefined waits as AWS does.
   */
  readonly retryDelayMs: number | undefined;
}

/** Feeds a queue's messages to a function until the signal aborts. */
export function runMapping(mapping: EventSourceMapping, signal: AbortSignal): void {
  for (let poller = 0; poller < mapping.concurrency; poller += 1) void poll(mapping, signal);
}

async function poll(mapping: EventSourceMapping, signal: AbortSignal): Promise<void> {
  const { queue, batchSize: maximum } = mapping;
  while (!signal.aborted) {
    const messages = await queue.receive({ maximum, waitMs: Number.POSITIVE_INFINITY, signal });
    if (messages.length === 0) continue;
    const result = await mapping.function.invoke(JSON.stringify(sqsEvent(queue, messages)));
    const failed = failedMessages(messages, result, mapping.reportsFailures);
    for (const message of messages) settle(mapping, message, failed.has(message.messageId));
  }
}

function settle(
  { queue, retryDelayMs }: EventSourceMapping,
  { receiptHandle }: ReceivedMessage,
  failed: boolean,
) {
  if (!failed) queue.delete(receiptHandle);
  else if (retryDelayMs !== undefined) queue.changeVisibility(receiptHandle, retryDelayMs);
}

const responseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/** Ids of the messages that failed: all of them when the function failed or its answer makes no sense, as on Lambda. */
export function failedMessages(
  messages: readonly ReceivedMessage[],
  result: InvocationResult,
  reportsFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(messages.map((message) => message.messageId));
  if (!result.ok) return all;
  if (!reportsFailures) return new Set();
  const parsed = responseSchema.safeParse(parseJson(result.payload));
  if (!parsed.success) return all;
  const failed = (parsed.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sqsEvent(queue: Queue, messages: readonly ReceivedMessage[]) {
  return {
    Records: messages.map((message) => ({
      messageId: message.messageId,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: systemAttributes(message),
      messageAttributes: {},
      md5OfBody: message.md5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queue.arn,
      awsRegion: region,
    })),
  };
}
