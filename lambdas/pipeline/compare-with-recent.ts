import { compareRecent, untold } from '../core/drift/compare-recent.ts';
import { addRecent, type RecentRows } from '../core/drift/recent-rows.ts';
import type { HistoryRecord } from '../core/report/history/history-record.ts';
import type { RollingDrift } from '../core/result/result-schema.ts';
import { turnsOf } from './in-turns.ts';
import type { ModelHistory } from './model-history.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';
import { mergeOrWarn, readRows } from './rows-of-batch.ts';

/** Profiles that are read at once: one may be a thousand times as large as a record. */
const profilesAtOnce = 8;

/** Batches come in parallel and are judged in another order than they arrived: so many more records are looked at. */
const slack = 32;

/** Of those written last: with a reference for each day of the week, six batches of seven are of another one. */
const mostRecordsFor = (asked: number) => 8 * asked + slack;

/**
 * Compares a batch with those before it, where its contract asks for that. What can't be compared is said, and never keeps
 * the batch from its verdict: this comparison has no part in it.
 */
export async function compareWithRecent(
  batch: ProfiledBatch,
  reference: ReferenceArtefact,
  history: ModelHistory,
  services: Services,
): Promise<RollingDrift | undefined> {
  const { profile, validation } = batch;
  const { document: contract } = batch.contract;
  const asked = contract?.reference?.rolling;
  if (!contract || asked === undefined || !profile || validation.status === 'rejected') return undefined;
  const recent = await recentBatches(batch, asked, history, services);
  const current = { profile, violations: validation.violations };
  const comparison = { contract, yardstick: reference.yardstick, current };
  return (
    mergeOrWarn(() => compareRecent(comparison, asked, recent), services) ??
    untold(asked, recent?.batches ?? 0, 'the profiles of the batches before it are of another kind')
  );
}

/**
 * The accepted batches that arrived before one, on the bins of the same reference: at most as many as asked for, the last of
 * them. In the order of arrival, and of the ids of those that arrived in the same second. Only those that were judged by
 * now: of two at once, each may come without the other. Merged as they are read: no more than a few are in memory.
 *
 * @returns undefined where there is none
 */
async function recentBatches(
  batch: ProfiledBatch,
  asked: number,
  history: ModelHistory,
  services: Services,
): Promise<RecentRows | undefined> {
  const records = await recordsBefore(batch, asked, history);
  let recent: RecentRows | undefined;
  for (const some of turnsOf(records, profilesAtOnce)) {
    const read = await Promise.all(some.map(({ batchId }) => readRows(batch.model, batchId, services)));
    for (const [index, { receivedAt }] of some.entries()) {
      const rows = read[index];
      if (rows) recent = mergeOrWarn(() => addRecent(recent, receivedAt, rows), services) ?? recent;
    }
  }
  return recent;
}

async function recordsBefore(
  batch: ProfiledBatch,
  asked: number,
  history: ModelHistory,
): Promise<readonly HistoryRecord[]> {
  const latest = (await history.latest()).slice(0, mostRecordsFor(asked));
  const before: HistoryRecord[] = [];
  for (const some of turnsOf(latest, slack)) {
    const isEnough = before.length >= asked;
    before.push(...some.filter((record) => isBefore(record, batch)));
    if (isEnough) break;
  }
  // The newest first: what can't be merged with them is left out.
  return before.toSorted(byArrival).slice(-asked).reverse();
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
