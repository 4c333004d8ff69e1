import * as z from 'zod';
import { resultsKeys } from '../../keys.ts';
import type { CountedRows } from '../../readers/slices/row-slice.ts';
import { encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import type { PlannedStretch } from './items.ts';
import { loadPlan, type PlannedBatch } from './plan-artefact.ts';
import { openPlanned } from './planned-upload.ts';

const count = z.int().min(0);

/** `parts/<model>/<batchId>/counted-<i>.json`. */
export const countedSchema = z.object({
  schemaVersion: z.literal(1),
  etag: z.string(),
  outcomes: z.array(z.object({ before: count, rows: count, first: count.nullable(), after: count })).min(1),
});

/**
 * Counts the rows that begin in a stretch of a batch: rows have numbers, and a function that begins in the middle must know those
 * before it. Safe to repeat.
 *
 * @throws ChangedUploadError when the batch is another by now
 */
export async function countPart(
  planned: PlannedBatch,
  { i, start, end, etag }: PlannedStretch,
  services: Services,
): Promise<void> {
  const { results, inbox } = services;
  const { plan } = await loadPlan(planned, services);
  const batch = await openPlanned(plan, inbox);
  const counted: CountedRows | undefined = await batch.countRows?.(start, end);
  if (!counted) throw new Error(`${planned.batchId} was planned in parts and can't be read so`);
  const key = resultsKeys.countedRows(planned.model, planned.batchId, i);
  const bytes = encodeJson({ schemaVersion: 1, etag, ...counted });
  await results.create(key, bytes, { contentType: 'application/json' });
}
