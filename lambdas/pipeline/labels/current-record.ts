import { type HistoryRecord, performanceRecord } from '../../core/report/history/history-record.ts';
import type { ReadingServices } from '../ports.ts';
import { readCurrentPerformance } from './read-current.ts';

/** A record with what is known now of the performance on its batch: labels may have come later. */
export async function withCurrentPerformance(
  model: string,
  record: HistoryRecord,
  services: ReadingServices,
): Promise<HistoryRecord> {
  if (!record.performance) return record;
  const current = await readCurrentPerformance(model, record.batchId, services);
  return current ? { ...record, performance: performanceRecord(current.performance) } : record;
}
