import { resultsKeys } from '../../keys.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { heldAgainst, judgeRows, quarantineKeysOf, type ReadyMonitor } from '../check-batch.ts';
import { keepsScores, storeScores, tooManyRows } from '../labels/keep-scores.ts';
import { maximumScoredRows, mergeScores } from '../labels/merge-scores.ts';
import { decodeScores, type Scores } from '../labels/scores.ts';
import type { Services } from '../ports.ts';
import { readJudgement } from '../profiled-batch.ts';
import { judge, profiledUpload } from '../profiled-upload.ts';
import { quarantineLines, type StoredRows } from '../quarantine.ts';
import { violationCounts } from '../violation-tally.ts';
import { mergeGroups } from './merge-groups.ts';
import type { Parts } from './part-artefact.ts';
import { type BatchPlan, loadPlan, type PlannedBatch } from './plan-artefact.ts';
import { openPlanned } from './planned-upload.ts';
import { storedLines } from './stored-lines.ts';

/**
 * Makes one judgement of the parts of a batch, and from there it takes the ordinary road. Safe to repeat.
 *
 * @throws Error unless exactly the parts that were planned are there, of the upload as it was planned
 */
export async function finishBatch(planned: PlannedBatch, services: Services): Promise<void> {
  const { model, batchId } = planned;
  if (await readJudgement(model, batchId, services))
    return services.log.info('batch-known', { model, id: batchId });
  const { plan, monitor } = await loadPlan(planned, services);
  const batch = await openPlanned(plan, services.inbox);
  const merged = await mergeGroups(planned, services);
  const { profile, tallied, unreadable } = merged;
  const pass = {
    profile,
    violations: violationCounts(tallied, profile.rows.read),
    quarantined: await mergeQuarantine(planned, merged, { batch, monitor }, services),
    notes: [],
    unreadable: unreadable && new UnreadableBatchError(unreadable.code, unreadable.message),
  };
  const checked = await judgeRows(batch, pass, monitor, () => keepRows(plan, merged, monitor, services));
  await judge(
    profiledUpload(plan.name, plan.upload, { ...checked, ...heldAgainst(monitor) }, services),
    services,
  );
}

/** Writes the quarantined rows of the parts as those of the batch, one line in memory at once. */
async function mergeQuarantine(
  { model, batchId }: PlannedBatch,
  { quarantined }: Parts,
  { batch, monitor }: { readonly batch: OpenBatch; readonly monitor: ReadyMonitor },
  { results }: Services,
): Promise<StoredRows> {
  const keys = quarantineKeysOf({ model, id: batchId });
  const merged = quarantineLines(results, keys, { contract: monitor.contract.document, batch });
  try {
    for (const { part } of quarantined) {
      if (merged.isFull()) break;
      for await (const line of storedLines(results, resultsKeys.partRows(model, batchId, part)))
        await merged.add(line, textOf(line));
    }
    return await merged.close();
  } catch (error) {
    await merged.abandon();
    throw error;
  }
}

/** The text of a quarantined row; none where its values are not shown. */
function textOf(line: string): string {
  const { text } = JSON.parse(line);
  return typeof text === 'string' ? text : '';
}

/** Stores the rows that were kept of the parts as those of the batch. @returns what the owner of the batch should know */
async function keepRows(
  { name: { model, id }, upload }: BatchPlan,
  { profile, scored }: Parts,
  monitor: ReadyMonitor,
  services: Services,
): Promise<readonly string[]> {
  if (!keepsScores(monitor)) return [];
  if (profile.rows.accepted > maximumScoredRows) return [tooManyRows];
  const parts: Scores[] = [];
  for (const part of scored) {
    const key = resultsKeys.partScores(model, id, part);
    const stored = await services.results.read(key);
    if (!stored) throw new Error(`${key} is missing: its part did not come to an end`);
    parts.push((await decodeScores(key, stored.bytes)).scores);
  }
  const kept = { model, id, receivedAt: upload.lastModified.toISOString() };
  await storeScores(resultsKeys.scores(model, kept), kept, monitor, mergeScores(parts), services);
  return [];
}
