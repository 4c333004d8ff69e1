import { historyRecord } from '../../lambdas/core/report/history/history-record.ts';
import { modelSummary } from '../../lambdas/core/report/history/model-summary.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { type MemoryStore, memoryStore } from '../../lambdas/files/memory-store.ts';
import { profiledBatchSuffix, resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { decodeJson, encodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { rememberRecord } from '../../lambdas/pipeline/recent-records.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { type CallCounts, countedStore, noCalls } from './counted-store.ts';

const model = 'weather';

/** A batch that is to be judged, among so many models and after so many batches. */
export interface SeededWorld {
  readonly services: Services;
  readonly results: MemoryStore;
  /** Of the profiled batch. */
  readonly key: string;
}

function csv(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${(row * 7919) % 1000},${['sun', 'rain'][row % 2]}`,
  );
  return `temperature,sky\n${lines.join('\n')}\n`;
}

export async function seededWorld(size: { models: number; batches: number }): Promise<SeededWorld> {
  const now = () => new Date('2026-11-20T06:00:00Z');
  const [inbox, results] = [memoryStore('inbox', now), memoryStore('results', now)];
  const silent = () => {};
  const services: Services = {
    ...{ environment: 'bench', inbox, results, now, measure: silent, wait: async () => {} },
    log: { info: silent, warn: silent },
  };
  const put = (key: string, content: string) => ({ bucket: 'inbox', ...inbox.put(key, content) });
  await receiveReference(put(`references/${model}/all.csv`, csv(2_000)), services);
  await validateBatch(put(`batches/${model}/first.csv`, csv(500)), services);
  await detectDrift(profiled(results), services);
  await seed(results, size, services);
  await validateBatch(put(`batches/${model}/second.csv`, csv(400)), services);
  return { services, results, key: profiled(results, 'second').key };
}

function profiled({ bucket, objects }: MemoryStore, name = '') {
  const found = objects().find(({ key }) => key.endsWith(profiledBatchSuffix) && key.includes(name));
  if (!found) throw new Error('no batch was profiled');
  return { bucket, key: found.key, versionId: 'null' };
}

/** More models with a summary each, and a longer history, made of the first batch. */
async function seed(results: MemoryStore, size: { models: number; batches: number }, services: Services) {
  const first = results.objects().find(({ key }) => key.startsWith(resultsPrefixes.results));
  if (!first) throw new Error('no batch was judged');
  const result: Result = decodeJson(resultSchema, first.key, first.bytes);
  for (let one = 1; one < size.models; one++) {
    const name = `model-${one}`;
    results.put(
      resultsKeys.modelSummary(name),
      encodeJson(modelSummary(name, 'bench', [historyRecord(result)])),
    );
  }
  results.remove(resultsKeys.recentRecords(model));
  for (let one = 1; one < size.batches; one++) {
    const record = { ...historyRecord(result), batchId: `seed-${String(one).padStart(6, '0')}` };
    results.put(resultsKeys.history(model, record.batchId), encodeJson(record));
    // The index is made anew from the records, as if each had been remembered.
    if (one === size.batches - 1) await rememberRecord(model, record, services);
  }
}

/** What judging the batch costs in calls. */
export async function countedCalls({ services, results, key }: SeededWorld): Promise<CallCounts> {
  const calls = noCalls();
  const store = countedStore(results, calls);
  await detectDrift({ bucket: 'results', key, versionId: 'null' }, { ...services, results: store });
  return calls;
}
