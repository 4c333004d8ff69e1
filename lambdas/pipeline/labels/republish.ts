import { type CurrentPerformance, labelSources, withSources } from '../../core/labels/current-performance.ts';
import type { JoinedLabels } from '../../core/labels/joined-labels.ts';
import { type Result, resultSchema } from '../../core/result/result-schema.ts';
import { resultsKeys } from '../../keys.ts';
import { decodeJson, encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import { type ProfiledBatch, readJudgement } from '../profiled-batch.ts';
import { htmlType } from '../rebuild-page.ts';
import { reportOf } from '../report-of.ts';
import { decideAndSwap } from '../swap.ts';
import { decodeJoined } from './joined-artefact.ts';
import type { ScoredBatch } from './labelled-batch.ts';
import { type JudgedBatch, measureLabelled } from './measure-labelled.ts';
import { readCurrentPerformance } from './read-current.ts';

/**
 * Publishes what is known now of the performance on a batch: a function of its labels, which are read after the version that is
 * replaced, so that nobody puts an older answer over a newer one. Then its report is drawn anew, where there is one.
 *
 * @param known  the batch as it is judged, where the caller has it
 * @returns undefined where nothing is joined to the batch
 */
export async function republish(
  batch: ScoredBatch,
  services: Services,
  known?: KnownBatch,
): Promise<CurrentPerformance | undefined> {
  const { model, batchId } = batch;
  const judged = known ?? (await readJudged(model, batchId, services));
  const key = resultsKeys.performance(model, batchId);
  const current = await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const joined = await readJoined(model, batchId, services);
    const answer = joined && currentPerformance(batch, judged, joined);
    const bytes = answer && encodeJson(answer);
    const isSame = stored && bytes && Buffer.compare(stored.bytes, bytes) === 0;
    return { answer, bytes: isSame ? undefined : bytes };
  });
  if (current) await redrawReport(batch, judged.profiled, services);
  return current;
}

/** A batch as it is judged. */
export interface KnownBatch {
  /** Undefined where its profile is not there yet, or kept no longer. */
  readonly profiled: ProfiledBatch | undefined;
  readonly result: JudgedBatch['result'];
}

async function readJudged(model: string, batchId: string, services: Services): Promise<KnownBatch> {
  const profiled = await readJudgement(model, batchId, services);
  return { profiled, result: await readResult(model, batchId, services) };
}

async function readResult(
  model: string,
  batchId: string,
  { results }: Services,
): Promise<Result | undefined> {
  const key = resultsKeys.result(model, batchId);
  const stored = await results.read(key);
  return stored && decodeJson(resultSchema, key, stored.bytes);
}

async function readJoined(
  model: string,
  batchId: string,
  { results }: Services,
): Promise<JoinedLabels | undefined> {
  const key = resultsKeys.joined(model, batchId);
  const stored = await results.read(key);
  return stored && decodeJoined(key, stored.bytes);
}

function currentPerformance(
  batch: ScoredBatch,
  { profiled, result }: KnownBatch,
  joined: JoinedLabels,
): CurrentPerformance | undefined {
  const { model, batchId, receivedAt } = batch;
  const performance = measureLabelled(batch, { profile: profiled?.profile, result }, joined.labels);
  if (!performance) return undefined;
  const labels = labelSources(joined);
  return {
    schemaVersion: 1,
    model,
    batchId,
    receivedAt,
    labels,
    performance: withSources(performance, labels),
  };
}

/** A report that is not there is published by whoever judges the batch; one whose profile is kept no longer stays as it is. */
async function redrawReport(
  { model, batchId, reference }: ScoredBatch,
  profiled: ProfiledBatch | undefined,
  services: Services,
): Promise<void> {
  const result = profiled && (await readResult(model, batchId, services));
  if (!result) return;
  const key = resultsKeys.report(model, batchId);
  await decideAndSwap({ key, contentType: htmlType }, services, async (stored) => {
    const current = await readCurrentPerformance(model, batchId, services);
    if (!stored || !current) return { answer: undefined, bytes: undefined };
    const bytes = reportOf({ ...result, performance: current.performance }, profiled, reference, services);
    const isSame = Buffer.compare(stored.bytes, bytes) === 0;
    return { answer: undefined, bytes: isSame ? undefined : bytes };
  });
}
