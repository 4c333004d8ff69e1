import { type HistoryRecord, historyRecordSchema } from '../core/report/history-record.ts';
import { mostListed } from '../core/report/render-model-page.ts';
import { resultsKeys } from '../keys.ts';
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
    for (let first = 0; first < unread.length; first += readAtOnce) {
      const some = unread.slice(first, first + readAtOnce);
      const read = await Promise.all(some.map(({ key }) => readOrWarn(historyRecordSchema, key, services)));
      for (const [index, { key }] of some.entries()) known.set(key, read[index]);
    }
    return latest.flatMap(({ key }) => known.get(key) ?? []);
  };
}

/** The newest first. */
function byWriting(a: StoredObject, b: StoredObject): number {
  return b.lastModified.getTime() - a.lastModified.getTime() || (a.key < b.key ? -1 : 1);
}
