import { type HistoryRecord, historyRecordSchema } from '../core/report/history-record.ts';
import { mostListed } from '../core/report/render-model-page.ts';
import { resultsKeys } from '../keys.ts';
import { inTurns } from './in-turns.ts';
import type { Services, StoredObject } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';

/** Records that are read at once. */
const readAtOnce = 16;

/** Reads the records of a model's latest batches, in no order; lists them anew each time. */
export type ReadHistory = () => Promise<readonly HistoryRecord[]>;

/** Records are written once: those read before are kept, so that only the list is read again. */
export function historyReader(model: string, services: Services): ReadHistory {
  const known = new Map<string, HistoryRecord | undefined>();
  return async () => {
    const listed = await Array.fromAsync(services.results.list(resultsKeys.historyOf(model)));
    const latest = listed.toSorted(byWriting).slice(0, mostListed);
    const unread = latest.filter(({ key }) => !known.has(key));
    await inTurns(unread, readAtOnce, async ({ key }) =>
      known.set(key, await readOrWarn(historyRecordSchema, key, services)),
    );
    return latest.flatMap(({ key }) => known.get(key) ?? []);
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
  const listed = await Array.fromAsync(services.results.list(resultsKeys.historyOf(model)));
  const recent = listed.filter(({ lastModified }) => lastModified >= since);
  const keys = recent.toSorted(byWriting).slice(0, mostRead);
  const read = await inTurns(keys, readAtOnce, ({ key }) => readOrWarn(historyRecordSchema, key, services));
  return read.flatMap((record) => record ?? []);
}

/** The newest first. */
function byWriting(a: StoredObject, b: StoredObject): number {
  return b.lastModified.getTime() - a.lastModified.getTime() || (a.key < b.key ? -1 : 1);
}
