import * as z from 'zod';
import type { ObjectVersion } from '../keys.ts';
import type { Log } from '../pipeline/ports.ts';
import { type LambdaHandler, lambdaHandler } from './lambda-handler.ts';
import { type Postpone, sqsPostpone } from './postpone.ts';
import { announcedObjects } from './s3-events.ts';

const queueEventSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      receiptHandle: z.string(),
      eventSourceARN: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number().int().min(1) }),
    }),
  ),
});

/** What Lambda wants to hear: which messages of the batch are to be tried again. */
export interface PartialBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * A handler that runs a use case for every object that the queue's messages announce. A message fails alone; the
 * failure is logged and the message goes back to the queue, to be tried again soon at first and later then.
 *
 * @param build  makes the services once, on cold start
 * @param use  is run for every announced object; throwing fails the message
 * @param postpone  says when a failed message is tried again; where it fails itself, that is after the queue's visibility timeout
 */
export function forEachS3Object<Given extends { readonly log: Log }>(
  build: () => Given,
  use: (object: ObjectVersion, services: Given) => Promise<void>,
  postpone: Postpone = sqsPostpone(),
): LambdaHandler<PartialBatchResponse> {
  return lambdaHandler(build, async (event, services) => {
    const batchItemFailures: { readonly itemIdentifier: string }[] = [];
    for (const { messageId, body, attributes, ...message } of queueEventSchema.parse(event).Records) {
      try {
        for (const object of announcedObjects(body)) await use(object, services);
      } catch (error) {
        services.log.warn('message-failed', { messageId, ...describeError(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
        const failed = { ...message, receiveCount: attributes.ApproximateReceiveCount };
        await postpone(failed).catch((reason: unknown) =>
          services.log.warn('message-not-postponed', { messageId, ...describeError(reason) }),
        );
      }
    }
    return { batchItemFailures };
  });
}

function describeError(error: unknown) {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.name, message: error.message, stack: error.stack };
}
