import type { JoinOutcome } from '../../core/alert/compose-label-alerts.ts';
import { firstJudgement, resultsPrefixes } from '../../keys.ts';
import type { Services } from '../ports.ts';
import { type ArrivedObject, batchesOf, listArrived, missedBatchesOf, type Span } from './arrived.ts';
import type { StoredLabels } from './label-artefact.ts';
import {
  keepLabels,
  type LabelSource,
  labelSource,
  matchLabels,
  readScoredBatch,
  referenceReader,
  type ScoredBatch,
} from './labelled-batch.ts';
import { republish } from './republish.ts';

/** What came of joining a label file. */
export interface Joined {
  readonly outcome: JoinOutcome;
  /** The batches that it has labels for, as they arrived. */
  readonly batches: readonly string[];
}

/**
 * Joins the labels of a file to all batches that arrived in the window before it, one after the other, and publishes anew what is
 * known of the performance on each that it has labels for. In memory is one batch at a time, beside the labels.
 */
export async function joinToBatches(
  labels: StoredLabels,
  windowDays: number,
  services: Services,
): Promise<Joined> {
  const { model, receivedAt, counts } = labels.facts;
  const source = labelSource(labels);
  const window = { windowDays };
  const batches: string[] = [];
  let [looked, unseen] = [0, 0];
  for await (const batch of scoredBatches(model, batchesOf(receivedAt, window), services)) {
    looked++;
    const matched = matchLabels(batch, source);
    if (!matched) continue;
    await keepLabels(batch, matched, services);
    await republish(batch, services);
    batches.push(batch.batchId);
    unseen += countUnseen(batch, matched.found.labels);
  }
  const matched = countSet(source.seen);
  const late = await countLate(source, window, services);
  const outcome = {
    counts,
    labels: source.seen.length,
    matched,
    late,
    unseen,
    looked,
    batches: batches.length,
    windowDays,
  };
  return { outcome, batches };
}

/** The batches of a model that arrived in a span, one at a time; of one that was judged again as it was judged last. */
async function* scoredBatches(
  model: string,
  span: Span,
  services: Services,
): AsyncGenerator<ScoredBatch, void> {
  const referenceOf = referenceReader(model, services);
  const listed = await listArrived(resultsPrefixes.scores, model, span, services.results);
  const latest = new Map<string, ArrivedObject>();
  for (const scores of listed) {
    const first = firstJudgement(scores.id);
    const other = latest.get(first);
    if (!other || other.lastModified <= scores.lastModified) latest.set(first, scores);
  }
  for (const { key } of latest.values()) {
    const batch = await readScoredBatch(key, referenceOf, services);
    if (batch) yield batch;
  }
}

/** How many of the labels that no batch in the window has are of one that is too old. */
async function countLate(
  source: LabelSource,
  window: { readonly windowDays: number },
  services: Services,
): Promise<number> {
  const matched = countSet(source.seen);
  if (matched === source.seen.length) return 0;
  const { model, receivedAt } = source.facts;
  for await (const batch of scoredBatches(model, missedBatchesOf(receivedAt, window), services))
    matchLabels(batch, source);
  return countSet(source.seen) - matched;
}

function countSet(marks: Uint8Array): number {
  let set = 0;
  for (const mark of marks) set += mark;
  return set;
}

/** Labels of a class that the plan does not have: its code is that behind the last one. */
function countUnseen({ plan }: ScoredBatch, labels: Float64Array): number {
  if (plan.task === 'regression') return 0;
  let unseen = 0;
  for (const label of labels) if (label === plan.classes.length) unseen++;
  return unseen;
}
