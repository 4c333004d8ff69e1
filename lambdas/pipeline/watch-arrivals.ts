import { compareInbox } from './compare-inbox.ts';
import type { Services } from './ports.ts';
import { publishIndex } from './publish-index.ts';
import { watchCadence } from './watch-cadence.ts';
import { watchUploads } from './watch-uploads.ts';

/**
 * Tells of batches that have not come, of uploads that nothing was done with or that were never judged; brings the page of all models up to date. None keeps
 * the others from being done.
 */
export async function watchArrivals(time: Date, services: Services): Promise<void> {
  const looked = await Promise.allSettled([
    watchCadence(time, services),
    watchUploads(time, services),
    compareInbox(time, services),
    publishIndex(services),
  ]);
  const failures = looked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
}
