import * as z from 'zod';
import type { Services } from '../pipeline/ports.ts';
import { type LambdaHandler, lambdaHandler } from './lambda-handler.ts';

/** What every task of a run is handed, besides what is its own. */
const taskSchema = z.looseObject({ model: z.string().min(1), batchId: z.string().min(1) });

/**
 * A handler that does one task of a run about a batch. It answers nothing: what it found lies in the results, and an answer for each of
 * thousands of parts would be more than a state may hold. Throwing fails the task, which is tried again.
 *
 * @param build  makes the services once, on cold start
 */
export function forTask<Given extends Services>(
  build: () => Given,
  use: (
    batch: { readonly model: string; readonly batchId: string },
    event: unknown,
    services: Given,
  ) => Promise<void>,
): LambdaHandler<Readonly<Record<string, never>>> {
  return lambdaHandler(build, async (event, services) => {
    const { model, batchId } = taskSchema.parse(event);
    await use({ model, batchId }, event, services);
    return {};
  });
}
