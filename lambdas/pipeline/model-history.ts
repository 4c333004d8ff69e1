import { type HistoryRecord, historyRecordSchema } from '../core/report/history/history-record.ts';
import { resultsKeys } from '../keys.ts';
import { inTurns } from './in-turns.ts';
import type { Services, StoredObject } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';

/** Records that are read at once. */
const readAtOnce = 16;

/** What a model's batches came to. Records are written once: whoever asks again has the list read again, and what is new on it. */
export interface ModelHistory {
  /** Where the records lie, the one written last first. */
  list(): Promise<readonly StoredObject[]>;
  /** The records that lie there, without those that can't be read, and those in whose place a later judgement stands. */
  read(listed: readonly StoredObject[]): Promise<readonly HistoryRecord[]>;
}

/** @param revised  a judgement that no longer holds, though the one in its place has no record yet */
export function modelHistory(model: string, services: Services, revised?: string): ModelHistory {
  const known = new Map<string, HistoryRecord | undefined>();
  // A record in the place of another is written later, so it is read before or with it.
  const superseded = new Set(revised === undefined ? [] : [revised]);
  return {
    async list() {
      const listed = await Array.fromAsync(services.results.list(resultsKeys.historyOf(model)));
      return listed.toSorted(byWriting);
    },
    async read(listed) {
      const unread = listed.filter(({ key }) => !known.has(key));
      await inTurns(unread, readAtOnce, async ({ key }) => {
        const record = await readOrWarn(historyRecordSchema, key, services);
        known.set(key, record);
        if (record?.revises !== undefined) superseded.add(record.revises);
      });
      return listed.flatMap(({ key }) => {
        const record = known.get(key);
        return record && !superseded.has(record.batchId) ? [record] : [];
      });
    },
  };
}

/** The most records of a model that are read for a span of time; of more, the newest. */
const mostRead = 5_000;

/** The records of a model that were written from an instant on, in no order. */
export async function readRecordsSince(
  model: string,
  since: Date,
  services: Services,
): Promise<readonly HistoryRecord[]> {
  const history = modelHistory(model, services);
  const recent = (await history.list()).filter(({ lastModified }) => lastModified >= since);
  return history.read(recent.slice(0, mostRead));
}

/** The newest first. */
function byWriting(a: StoredObject, b: StoredObject): number {
  return b.lastModified.getTime() - a.lastModified.getTime() || (a.key < b.key ? -1 : 1);
}
