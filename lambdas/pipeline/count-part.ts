import * as z from 'zod';
import { resultsKeys } from '../keys.ts';
import type { CountedRows } from '../readers/slices/row-slice.ts';
import { encodeJson } from './json-artefact.ts';
import { stretchSchema } from './parts/items.ts';
import { loadPlan, type PlannedBatch } from './parts/plan-artefact.ts';
import { openPlanned } from './parts/planned-upload.ts';
import type { Services } from './ports.ts';

const eventSchema = z.object({ item: stretchSchema });

/**
 * Counts the rows that begin in a stretch of a batch: rows have numbers, and a function that begins in the middle must know those
 * before it. Safe to repeat: what is done is not done again.
 *
 * @throws ChangedUploadError when the batch is another by now
 */
export async function countPart(planned: PlannedBatch, event: unknown, services: Services): Promise<void> {
  const { i, start, end, etag } = eventSchema.parse(event).item;
  const { results, inbox } = services;
  const key = resultsKeys.countedRows(planned.model, planned.batchId, i);
  if (await results.open(key)) return;
  const { plan } = await loadPlan(planned, services);
  const batch = await openPlanned(plan, inbox);
  const counted: CountedRows | undefined = await batch.countRows?.(start, end);
  if (!counted) throw new Error(`${planned.batchId} was planned in parts and can't be read so`);
  const bytes = encodeJson({ schemaVersion: 1, etag, ...counted });
  await results.create(key, bytes, { contentType: 'application/json' });
}
