import type { ProfiledRows } from '../core/drift/measure-columns.ts';
import { addRecent, type RecentRows } from '../core/drift/recent-rows.ts';
import { type HistoryRecord, historyRecordSchema } from '../core/report/history-record.ts';
import { resultsKeys } from '../keys.ts';
import { ArtefactError, decodeCompressedJson } from './json-artefact.ts';
import type { Services, StoredObject } from './ports.ts';
import { type ProfiledBatch, profiledBatchSchema } from './profiled-batch.ts';
import { readOrWarn } from './read-or-warn.ts';

/** Records that are read at once, and profiles, which may be a thousand times as large. */
const recordsAtOnce = 32;
const profilesAtOnce = 8;

/** Batches come in parallel and are judged in another order than they arrived: so many more records are looked at. */
const slack = recordsAtOnce;

/** Of those written last: with a reference for each day of the week, six batches of seven are of another one. */
const mostRecordsFor = (asked: number) => 8 * asked + slack;

/**
 * The accepted batches that arrived before one, on the bins of the same reference: at most as many as asked for, the last of
 * them. In the order of arrival, and of the ids of those that arrived in the same second. Only those that were judged by
 * now: of two at once, each may come without the other. Merged as they are read: no more than a few are in memory.
 *
 * @returns undefined where there is none
 */
export async function recentBatches(
  batch: ProfiledBatch,
  asked: number,
  services: Services,
): Promise<RecentRows | undefined> {
  const records = await recordsBefore(batch, asked, services);
  let recent: RecentRows | undefined;
  for (let first = 0; first < records.length; first += profilesAtOnce) {
    const some = records.slice(first, first + profilesAtOnce);
    const read = await Promise.all(some.map((record) => readRows(batch, record, services)));
    for (const [index, { receivedAt }] of some.entries()) {
      const rows = read[index];
      if (rows) recent = mergeOrWarn(() => addRecent(recent, receivedAt, rows), services) ?? recent;
    }
  }
  return recent;
}

/** Profiles that an older Plumbline made on the same reference may hold other things than those of this one. */
export function mergeOrWarn<T>(run: () => T, { log }: Services): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    log.warn('profiles-not-alike', { reason: error.message });
    return undefined;
  }
}

async function recordsBefore(
  batch: ProfiledBatch,
  asked: number,
  services: Services,
): Promise<readonly HistoryRecord[]> {
  const prefix = resultsKeys.historyOf(batch.model);
  const listed = await Array.fromAsync(services.results.list(prefix));
  const latest = listed.toSorted(byWriting).slice(0, mostRecordsFor(asked));
  const before: HistoryRecord[] = [];
  for (let first = 0; first < latest.length; first += recordsAtOnce) {
    const isEnough = before.length >= asked;
    const some = latest.slice(first, first + recordsAtOnce);
    const read = await Promise.all(some.map(({ key }) => readOrWarn(historyRecordSchema, key, services)));
    before.push(...read.filter((record) => record !== undefined).filter((record) => isBefore(record, batch)));
    if (isEnough) break;
  }
  // The newest first: what can't be merged with them is left out.
  return before.toSorted(byArrival).slice(-asked).reverse();
}

/** The newest first. */
function byWriting(a: StoredObject, b: StoredObject): number {
  return b.lastModified.getTime() - a.lastModified.getTime() || (a.key < b.key ? -1 : 1);
}

function isBefore(record: HistoryRecord, { batch, referenceVersion }: ProfiledBatch): boolean {
  if (record.validation !== 'accepted' || record.referenceVersion !== referenceVersion) return false;
  return byArrival(record, { receivedAt: batch.receivedAt, batchId: batch.id }) < 0;
}

type Arrival = Pick<HistoryRecord, 'receivedAt' | 'batchId'>;

function byArrival(a: Arrival, b: Arrival): number {
  const apart = Date.parse(a.receivedAt) - Date.parse(b.receivedAt);
  if (apart !== 0 || a.batchId === b.batchId) return apart;
  return a.batchId < b.batchId ? -1 : 1;
}

/** One whose profile is gone, or does not read as one, must not keep the others from being compared. */
async function readRows(
  { model }: ProfiledBatch,
  { batchId }: HistoryRecord,
  { results, log }: Services,
): Promise<ProfiledRows | undefined> {
  const key = resultsKeys.profiledBatch(model, batchId);
  const stored = await results.read(key);
  if (!stored) return undefined;
  try {
    const { profile, validation } = await decodeCompressedJson(profiledBatchSchema, key, stored.bytes);
    return profile && { profile, violations: validation.violations };
  } catch (error) {
    if (!(error instanceof ArtefactError)) throw error;
    log.warn('object-unreadable', { key, reason: error.message });
    return undefined;
  }
}
