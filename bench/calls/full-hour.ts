import { setImmediate } from 'node:timers/promises';
import { resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { memoryStore } from '../../lambdas/files/memory-store.ts';
import { type ObjectVersion, objectId, resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import type { SendingServices } from '../../lambdas/pipeline/ports.ts';
import { publishIndex } from '../../lambdas/pipeline/publish-index.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { sendAlerts } from '../../lambdas/pipeline/send-alerts.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { type CallCounts, countedStore, noCalls } from './counted-store.ts';

const hourMs = 3_600_000;

/** What a request of S3 takes. */
const requestMs = 20;

/** Batches under way at once, as with `maxConcurrency` of prod. */
const lanes = 50;

/** How the batches of so many models went that all come at the full hour. */
export interface FullHours {
  readonly batches: number;
  readonly calls: CallCounts;
  /** From the first batch of an hour to the last verdict, the longest. */
  readonly seconds: number;
  /** Reads a second, on average over that time. */
  readonly readsASecond: number;
  readonly results: number;
}

/**
 * Models whose batches all come at the full hour take the whole road in simulated time: each request of S3 takes 20 ms, 50 batches are under way
 * at once, and between the hours the clock brings the page of all models up to date.
 */
export async function fullHours(models: number, hours: number): Promise<FullHours> {
  let time = Date.parse('2026-11-20T06:00:00Z');
  const now = () => new Date(time);
  const [inbox, results] = [memoryStore('inbox', now), memoryStore('results', now)];
  const silent = () => {};
  const calls = noCalls();
  let underWay = 1;
  const answered = async () => {
    time += requestMs / underWay;
    await setImmediate();
  };
  const services: SendingServices = {
    environment: 'bench',
    inbox: countedStore(inbox, calls, answered),
    results: countedStore(results, calls, answered),
    now,
    measure: silent,
    log: { info: silent, warn: silent },
    publish: async () => 'message',
    wait: async (milliseconds) => {
      for (let waited = 0; waited < milliseconds; waited += requestMs) await answered();
    },
  };
  const put = (key: string, text: string) => ({ bucket: 'inbox', ...inbox.put(key, text) });
  const names = Array.from({ length: models }, (_, index) => `model-${index}`);
  for (const [index, name] of names.entries())
    await receiveReference(put(`references/${name}/all.csv`, csv(500, index)), services);
  Object.assign(calls, noCalls());

  let longest = 0;
  let readsASecond = 0;
  for (let hour = 0; hour < hours; hour++) {
    time = Date.parse('2026-11-20T07:00:00Z') + hour * hourMs;
    const [begun, readBefore] = [time, calls.reads];
    const uploads = names.map((name, index) =>
      put(`batches/${name}/${hour}.csv`, csv(200, index, hour === 1 ? 30 : 0)),
    );
    underWay = Math.min(lanes, uploads.length);
    const next = uploads.values();
    await Promise.all(
      Array.from({ length: underWay }, async () => {
        for (const upload of next) await road(upload, services);
      }),
    );
    underWay = 1;
    const seconds = (time - begun) / 1000;
    if (seconds > longest) [longest, readsASecond] = [seconds, (calls.reads - readBefore) / seconds];
    time += hourMs / 4;
    await publishIndex(services);
  }
  const judged = results.objects().filter(({ key }) => key.startsWith(resultsPrefixes.results)).length;
  return { batches: models * hours, calls, seconds: longest, readsASecond, results: judged };

  /** From the upload to the message. */
  async function road(object: ObjectVersion, by: SendingServices): Promise<void> {
    await validateBatch(object, by);
    const [, model = ''] = object.key.split('/');
    const id = objectId(object);
    const profiled = { bucket: 'results', key: resultsKeys.profiledBatch(model, id), versionId: 'null' };
    await detectDrift(profiled, by);
    const result = await results.read(resultsKeys.result(model, id));
    if (!result) throw new Error(`${id} has no result`);
    for (const alert of decodeJson(resultSchema, result.key, result.bytes).alerts)
      await sendAlerts({ ...profiled, key: resultsKeys.alert(model, alert) }, by);
  }
}

function csv(rows: number, model: number, shift = 0): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const spread = ((row + 1) * 7919 + model * 104_729) % 1009;
    return `${(spread / 10 + shift).toFixed(1)},${['sun', 'rain'][spread % 2]}`;
  });
  return `temperature,sky\n${lines.join('\n')}\n`;
}
