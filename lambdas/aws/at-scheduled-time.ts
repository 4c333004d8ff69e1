import * as z from 'zod';
import { type LambdaHandler, lambdaHandler } from './lambda-handler.ts';

/** What a schedule hands over: when the run was due, which is not when it happens after a retry. */
const eventSchema = z.object({ time: z.iso.datetime() });

/**
 * A handler that runs a use case for the time that a schedule names. Throwing fails the run: Lambda tries it again, and
 * keeps what it gives up in the dead-letter queue.
 *
 * @param build  makes the services once, on cold start
 */
export function atScheduledTime<Given>(
  build: () => Given,
  use: (time: Date, services: Given) => Promise<void>,
): LambdaHandler<void> {
  return lambdaHandler(build, (event, services) => use(new Date(eventSchema.parse(event).time), services));
}
