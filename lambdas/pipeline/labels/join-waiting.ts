import type { CurrentPerformance } from '../../core/labels/current-performance.ts';
import { labelWindowDays } from '../../core/labels/label-contract.ts';
import { resultsKeys, resultsPrefixes } from '../../keys.ts';
import type { Services } from '../ports.ts';
import type { ProfiledBatch } from '../profiled-batch.ts';
import { refreshRecords } from '../recent-records.ts';
import type { ReferenceArtefact } from '../reference/reference-artefact.ts';
import { labelsOf, listArrived } from './arrived.ts';
import { decodeLabels } from './label-artefact.ts';
import { keepLabels, labelSource, matchLabels, readScoredBatch, type ScoredBatch } from './labelled-batch.ts';
import type { JudgedBatch } from './measure-labelled.ts';
import { republish } from './republish.ts';
import { tellCorrections } from './tell-corrections.ts';

/** A batch that labels may have come for before it was judged. */
export interface WaitingLabels {
  /** What they say of the performance; undefined where none came. */
  readonly current: CurrentPerformance | undefined;
  /** Once the batch is published: takes in what was joined meanwhile, and tells of it. */
  lookAgain(): Promise<void>;
}

/**
 * Joins the labels that came before their batch. A batch without scores has none.
 *
 * @param result  of the batch without them
 */
export async function joinWaiting(
  profiled: ProfiledBatch,
  reference: ReferenceArtefact | undefined,
  result: JudgedBatch['result'],
  services: Services,
): Promise<WaitingLabels> {
  const batch = reference?.yardstick.performance && (await scoredBatch(profiled, reference, services));
  if (!batch) return { current: undefined, lookAgain: async () => {} };
  await joinStored(batch, profiled, services);
  const { model, batchId, receivedAt } = batch;
  const current = await republish(batch, services, { profiled, result });
  return {
    current,
    async lookAgain() {
      const now = await republish(batch, services, { profiled, result });
      if (JSON.stringify(now) === JSON.stringify(current)) return;
      await refreshRecords(model, [batchId], services);
      const cause = { id: `${batchId}-labels`, receivedAt };
      const contract = profiled.contract.document;
      await tellCorrections({ model, cause, batchIds: [batchId], contract }, services);
    },
  };
}

function scoredBatch(
  { model, batch }: ProfiledBatch,
  reference: ReferenceArtefact,
  services: Services,
): Promise<ScoredBatch | undefined> {
  return readScoredBatch(resultsKeys.scores(model, batch), async () => reference, services);
}

async function joinStored(
  batch: ScoredBatch,
  { contract }: ProfiledBatch,
  services: Services,
): Promise<void> {
  const { model, receivedAt } = batch;
  const { results, now } = services;
  if (!contract.document) return;
  const span = labelsOf(receivedAt, { windowDays: labelWindowDays(contract.document) }, now());
  for (const { key } of await listArrived(resultsPrefixes.labels, model, span, results)) {
    const stored = await results.read(key);
    if (!stored) continue;
    const matched = matchLabels(batch, labelSource(await decodeLabels(key, stored.bytes)));
    if (matched) await keepLabels(batch, matched, services);
  }
}
