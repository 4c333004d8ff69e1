import type { HistoryRecord } from '../core/report/history/history-record.ts';
import { resultsKeys } from '../keys.ts';
import type { Services } from './ports.ts';
import { byWriting, readRecent, readRecords } from './recent-records.ts';

/** What a model's batches came to: the newest of them, whatever the length of its history. */
export interface ModelHistory {
  /**
   * The one written last first, without those in whose place a later judgement stands. Whoever asks again is told what is new.
   */
  latest(): Promise<readonly HistoryRecord[]>;
}

/** @param revised  a judgement that no longer holds, though the one in its place has no record yet */
export function modelHistory(model: string, services: Services, revised?: string): ModelHistory {
  return {
    latest: async () => withoutRevised(await readRecent(model, services), revised),
  };
}

function withoutRevised(records: readonly HistoryRecord[], revised?: string): readonly HistoryRecord[] {
  const gone = new Set([revised, ...records.map(({ revises }) => revises)]);
  return records.filter(({ batchId }) => !gone.has(batchId));
}

/** The most records of a model that are read for a span of time; of more, the newest. */
const mostRead = 5_000;

/** The records of a model that were written from an instant on, in no order. For what happens once a week: it lists all. */
export async function readRecordsSince(
  model: string,
  since: Date,
  services: Services,
): Promise<readonly HistoryRecord[]> {
  const listed = await Array.fromAsync(services.results.list(resultsKeys.historyOf(model)));
  const recent = listed.toSorted(byWriting).filter(({ lastModified }) => lastModified >= since);
  return withoutRevised(await readRecords(model, recent.slice(0, mostRead), services));
}
