import { resultSchema } from '../core/result/result-schema.ts';
import { canaryModel, inboxKeys, objectId, resultsKeys } from '../keys.ts';
import { canaryBasis, canaryBatch, differencesOf } from './canary/built-in.ts';
import { type CanaryRecord, canaryRecordSchema } from './canary/canary-record.ts';
import { deliverySchema } from './delivery.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { CanaryServices, ObjectStore } from './ports.ts';
import { swap } from './swap.ts';

/** The verdict on a batch that is known beforehand is another one, or did not come: no verdict can be relied on. */
export class CanaryError extends Error {
  override readonly name = 'CanaryError';
}

/**
 * Looks what became of the canary of the run before, and uploads another: a small batch whose verdict is known, on the road of all
 * batches, from the inbox to SNS. Safe to repeat: a canary is named by the time of its run.
 *
 * @param time  that the run is for
 * @throws CanaryError when the one before came to another verdict, or to none
 */
export async function runCanary(time: Date, services: CanaryServices): Promise<void> {
  const { results, log } = services;
  const stored = await results.read(resultsKeys.canary);
  const before = stored && decodeJson(canaryRecordSchema, stored.key, stored.bytes);
  // Whoever comes again has nothing to add to what the first told.
  if (before && Date.parse(before.planted.time) >= time.getTime()) return;
  const last = before && (await outcomeOf(before.planted, services));
  const planted = await plant(time, services);
  const record: CanaryRecord = { schemaVersion: 1, planted, ...(last && { last }) };
  const options = { contentType: 'application/json' };
  if (!(await swap(results, resultsKeys.canary, stored?.etag, encodeJson(record), options)))
    return log.warn('canary-overtaken', { key: planted.key });
  log.info('canary-planted', { key: planted.key, before: last?.outcome ?? 'none' });
  if (last && last.outcome !== 'well')
    throw new CanaryError(`the canary of ${last.time}: ${last.reasons.join('; ')}`);
}

async function outcomeOf(
  { time, batchId }: CanaryRecord['planted'],
  { results }: CanaryServices,
): Promise<NonNullable<CanaryRecord['last']>> {
  const missing = (what: string) => ({ time, outcome: 'missing' as const, reasons: [what] });
  const key = resultsKeys.result(canaryModel, batchId);
  const result = await results.read(key);
  if (!result) return missing(`there is no ${key}`);
  const judged = decodeJson(resultSchema, key, result.bytes);
  const reasons = differencesOf(judged);
  if (reasons.length > 0) return { time, outcome: 'wrong', reasons: [...reasons] };
  const deliveryKey = resultsKeys.delivery(canaryModel, batchId);
  const delivery = await results.read(deliveryKey);
  const sent = delivery && decodeJson(deliverySchema, deliveryKey, delivery.bytes).sent.alerts;
  if (!sent)
    return missing(`its verdict is right, but SNS has not had its alert: there is no ${deliveryKey}`);
  const seconds = (Date.parse(sent.at) - Date.parse(judged.batch.receivedAt)) / 1000;
  return { time, outcome: 'well', reasons: [], seconds };
}

/** Uploads a canary, after what it is held against. */
async function plant(time: Date, { inbox }: CanaryServices): Promise<CanaryRecord['planted']> {
  for (const { key, text } of canaryBasis) await keepAt(key, text, inbox);
  const name = time.toISOString().replace(/[:.]/g, '-');
  const key = inboxKeys.batch(canaryModel, `${name}.csv`);
  await inbox.create(key, new TextEncoder().encode(canaryBatch), { contentType: 'text/csv' });
  const versionId = (await inbox.open(key))?.versionId ?? 'null';
  return { time: time.toISOString(), key, batchId: objectId({ bucket: inbox.bucket, key, versionId }) };
}

/** Writes an object that differs, or is not there: another version of Plumbline may have another one. */
async function keepAt(key: string, text: string, inbox: ObjectStore): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const stored = await inbox.read(key);
  if (!stored || Buffer.compare(stored.bytes, bytes) !== 0) await swap(inbox, key, stored?.etag, bytes);
}
