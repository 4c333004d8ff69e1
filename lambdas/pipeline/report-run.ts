import * as z from 'zod';
import { reportFailedRun } from './parts/report-failed-run.ts';
import type { Services } from './ports.ts';

/** What Step Functions announces of a run that is over, as far as it is read. */
const eventSchema = z.looseObject({
  detail: z.looseObject({
    status: z.string(),
    /** As the run was given it, JSON. */
    input: z.string(),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

const inputSchema = z.looseObject({ model: z.string().min(1), batchId: z.string().min(1) });

/** Has the people of a batch told that its run ended without a verdict: failed, timed out or was ended by somebody. */
export async function reportRun(event: unknown, services: Services): Promise<void> {
  const { status, input, error, cause } = eventSchema.parse(event).detail;
  const { model, batchId } = inputSchema.parse(JSON.parse(input));
  await reportFailedRun({ model, batchId }, [status, error, cause].filter(Boolean).join(': '), services);
}
