import * as z from 'zod';
import { type HistoryRecord, historyRecordSchema } from '../core/report/history/history-record.ts';
import { mostListed } from '../core/report/history/render-model-page.ts';
import { resultsKeys } from '../keys.ts';
import { inTurns } from './in-turns.ts';
import { ArtefactError, decodeCompressedJson, encodeCompressedJson } from './json-artefact.ts';
import { withCurrentPerformance } from './labels/current-record.ts';
import type { ReadingServices, Services, StoredBytes, StoredObject } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';
import { decideAndSwap } from './swap.ts';

/** Records that are read at once. */
const readAtOnce = 16;

/** More than any window of batches looks at. */
export const mostRecent = 800;

/**
 * `recent/<model>/records.json.gz`: the newest records of a model, so that no batch lists its whole history. Of those behind the ones that
 * pages show it leaves out which features moved. Changed by compare-and-swap; made anew from the records where it is gone.
 */
const recentSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  /** The one written last first. */
  records: z.array(historyRecordSchema),
});

/** The newest records of a model, the one written last first. One read, or a list of all where there is no index. */
export async function readRecent(
  model: string,
  services: ReadingServices,
): Promise<readonly HistoryRecord[]> {
  const stored = await services.results.read(resultsKeys.recentRecords(model));
  return (await decodeRecent(stored, services)) ?? (await readAll(model, services));
}

/** Adds the record of a batch, once. It is stored by itself before. */
export async function rememberRecord(
  model: string,
  record: HistoryRecord,
  services: Services,
): Promise<void> {
  const key = resultsKeys.recentRecords(model);
  const options = { contentType: 'application/json', contentEncoding: 'gzip' };
  await decideAndSwap({ key, ...options }, services, async (stored) => {
    const found = await decodeRecent(stored, services);
    const before = found ?? (await readAll(model, services));
    if (found?.some(({ batchId }) => batchId === record.batchId))
      return { answer: undefined, bytes: undefined };
    const others = before.filter(({ batchId }) => batchId !== record.batchId);
    const records = [record, ...others].slice(0, mostRecent).map(shortened);
    const recent: z.infer<typeof recentSchema> = { schemaVersion: 1, model, records };
    return { answer: undefined, bytes: await encodeCompressedJson(recent) };
  });
}

/** Puts into the newest records what is known now of the performance on some batches, read after what it replaces. */
export async function refreshRecords(
  model: string,
  batchIds: readonly string[],
  services: Services,
): Promise<void> {
  const key = resultsKeys.recentRecords(model);
  const options = { contentType: 'application/json', contentEncoding: 'gzip' };
  const changed = new Set(batchIds);
  await decideAndSwap({ key, ...options }, services, async (stored) => {
    const found = await decodeRecent(stored, services);
    if (!found) return { answer: undefined, bytes: undefined };
    const records = await inTurns(found, readAtOnce, async (record) =>
      changed.has(record.batchId) ? withCurrentPerformance(model, record, services) : record,
    );
    const isSame = JSON.stringify(records) === JSON.stringify(found);
    const recent: z.infer<typeof recentSchema> = { schemaVersion: 1, model, records: [...records] };
    return { answer: undefined, bytes: isSame ? undefined : await encodeCompressedJson(recent) };
  });
}

function shortened(record: HistoryRecord, index: number): HistoryRecord {
  const { named, effects, ...features } = record.features;
  if (index < mostListed || (named.length === 0 && effects === undefined)) return record;
  return { ...record, features: { ...features, named: [] } };
}

/** @returns undefined where there is none, or it does not read as one: then it is made anew */
async function decodeRecent(
  stored: StoredBytes | undefined,
  { log }: ReadingServices,
): Promise<readonly HistoryRecord[] | undefined> {
  if (!stored) return undefined;
  try {
    return (await decodeCompressedJson(recentSchema, stored.key, stored.bytes)).records;
  } catch (error) {
    if (!(error instanceof ArtefactError)) throw error;
    log.warn('object-unreadable', { key: stored.key, reason: error.message });
    return undefined;
  }
}

async function readAll(model: string, services: ReadingServices): Promise<readonly HistoryRecord[]> {
  const listed = await Array.fromAsync(services.results.list(resultsKeys.historyOf(model)));
  return readRecords(model, listed.toSorted(byWriting).slice(0, mostRecent), services);
}

/** Records as they lie, with what is known now of performance; without those that can't be read. */
export async function readRecords(
  model: string,
  listed: readonly Pick<StoredObject, 'key'>[],
  services: ReadingServices,
): Promise<readonly HistoryRecord[]> {
  const read = await inTurns(listed, readAtOnce, async ({ key }) => {
    const record = await readOrWarn(historyRecordSchema, key, services);
    return record && withCurrentPerformance(model, record, services);
  });
  return read.filter((record) => record !== undefined);
}

/** The newest first. */
export function byWriting(a: StoredObject, b: StoredObject): number {
  return b.lastModified.getTime() - a.lastModified.getTime() || (a.key < b.key ? -1 : 1);
}
