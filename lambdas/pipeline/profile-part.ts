import * as z from 'zod';
import { knownIdentities } from '../core/contract/check/track-identities.ts';
import { resultsKeys } from '../keys.ts';
import { yardstickFor } from './empty-yardstick.ts';
import { keepScores } from './labels/keep-scores.ts';
import { maximumScoredRows } from './labels/merge-scores.ts';
import { repeatedRowsOf } from './parts/find-repeats.ts';
import { identifyPart } from './parts/identify-part.ts';
import { type PlannedPart, partItemSchema } from './parts/items.ts';
import { storeParts } from './parts/part-artefact.ts';
import { loadPlan, type PlannedBatch } from './parts/plan-artefact.ts';
import { openPlanned } from './parts/planned-upload.ts';
import type { Services } from './ports.ts';
import { profileRows } from './profile-rows.ts';
import { quarantineIn } from './quarantine.ts';

/** Its unique values are noted first, where the contract asks for such; then it is profiled. */
const eventSchema = z.object({ task: z.literal('identify').optional(), item: partItemSchema });

/**
 * Decodes, checks, quarantines and profiles the rows of one part of a batch, as if they were read with the others. Safe to repeat: the same part
 * comes to the same, and is written once.
 *
 * @throws ChangedUploadError when the batch is another by now
 */
export async function profilePart(planned: PlannedBatch, event: unknown, services: Services): Promise<void> {
  const { task, item } = eventSchema.parse(event);
  return task === 'identify' ? identifyPart(planned, item, services) : profile(planned, item, services);
}

async function profile(planned: PlannedBatch, item: PlannedPart, services: Services): Promise<void> {
  const { i, start, end, firstRow, rows, etag } = item;
  const { results, inbox, remainingMs, log } = services;
  const { model, batchId } = planned;
  const key = resultsKeys.part(model, batchId, i);
  if (await results.open(key)) return log.info('part-known', { model, batchId, part: i });
  const { plan, monitor } = await loadPlan(planned, services);
  const { document } = monitor.contract;
  const batch = await openPlanned(plan, inbox);
  const receivedAt = plan.upload.lastModified;
  const kept = { model, id: batchId, receivedAt: receivedAt.toISOString() };
  const scoresKey = resultsKeys.partScores(model, batchId, i);
  // Of a batch with more rows than are kept, or that is rejected for how many of them break the contract, none is.
  const mayBeKept = rows * (1 - document.batch.maxRejectedShare) <= maximumScoredRows;
  const scores = mayBeKept ? keepScores({ ...kept, scoresKey }, monitor, services) : undefined;
  const keys = { rows: resultsKeys.partRows(model, batchId, i) };
  const pass = await profileRows(batch, document, yardstickFor(monitor), {
    quarantine: quarantineIn(results, keys, { contract: document, batch }),
    receivedAt,
    remainingMs,
    scores: scores?.collector,
    slice: { from: start, to: end, firstRow },
    identities: knownIdentities(document, await repeatedRowsOf(planned, item, services)),
  });
  const { profile, tallied, quarantined, unreadable } = pass;
  // A part with more rows than are kept of a batch has none.
  const isScored = scores !== undefined && (await scores.store()).length === 0;
  const parts = {
    ...{ schemaVersion: 1 as const, etag, start: i, end: i + 1, profile, tallied: [...tallied] },
    quarantined: quarantined.stored > 0 ? [{ part: i, stored: quarantined.stored }] : [],
    scored: isScored ? [i] : [],
    ...(unreadable && { unreadable: { code: unreadable.code, message: unreadable.message } }),
  };
  await storeParts(key, parts, services);
  log.info('part-profiled', { model, batchId, part: i, rows: profile.rows.read });
}
