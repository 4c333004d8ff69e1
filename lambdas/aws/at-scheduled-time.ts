import * as z from 'zod';
import { resultsKeys } from '../keys.ts';
import { encodeRun } from '../last-run.ts';
import type { Services } from '../pipeline/ports.ts';
import { type LambdaHandler, lambdaHandler } from './lambda-handler.ts';

/** What a schedule hands over: when the run was due, which is not when it happens after a retry. */
const eventSchema = z.object({ time: z.iso.datetime() });

/**
 * A handler that runs a use case for the time that a schedule names. Throwing fails the run: Lambda tries it again, and
 * keeps what it gives up in the dead-letter queue.
 *
 * @param name  of the function: under it is written down that it has run
 * @param build  makes the services once, on cold start
 */
export function atScheduledTime<Given extends Services>(
  name: string,
  build: () => Given,
  use: (time: Date, services: Given) => Promise<void>,
): LambdaHandler<void> {
  return bySchedule(name, build, (event, services) => use(new Date(eventSchema.parse(event).time), services));
}

/** The same for a use case that is handed more than the time. */
export function bySchedule<Given extends Services>(
  name: string,
  build: () => Given,
  use: (event: unknown, services: Given) => Promise<void>,
): LambdaHandler<void> {
  return lambdaHandler(build, async (event, services) => {
    await use(event, services);
    await recordRun(name, services);
  });
}

/** Writes down that a run ended well, for the daily audit and `plumbline doctor`. That it can't be is no reason to run again. */
async function recordRun(name: string, { results, log, now }: Services): Promise<void> {
  const key = resultsKeys.lastRun(name);
  const options = { contentType: 'application/json' };
  try {
    const before = await results.read(key);
    const bytes = encodeRun(now(), before?.bytes);
    if (before) await results.replace(key, before.etag, bytes, options);
    else await results.create(key, bytes, options);
  } catch (error) {
    log.warn('run-not-recorded', { key, reason: String(error) });
  }
}
