import { type IdIndex, idIndex } from '../../core/labels/id-index.ts';
import { findLabels, type JoinedLabels, noLabels, withFile } from '../../core/labels/joined-labels.ts';
import type { PerformancePlan } from '../../core/signals/performance/plan.ts';
import { resultsKeys } from '../../keys.ts';
import type { Services } from '../ports.ts';
import { type ReferenceArtefact, readReference } from '../reference/reference-artefact.ts';
import { decideAndSwap } from '../swap.ts';
import { decodeJoined, encodeJoined } from './joined-artefact.ts';
import type { StoredLabels } from './label-artefact.ts';
import { labelValues } from './label-values.ts';
import { decodeScores, type Scores, type ScoresFacts } from './scores.ts';

/** A batch whose rows labels can be joined to, with what they are measured on. */
export interface ScoredBatch extends ScoresFacts {
  readonly scores: Scores;
  readonly reference: ReferenceArtefact;
  readonly plan: PerformancePlan;
}

/** Reads references of a model, each once. */
export type ReferenceReader = (version: string) => Promise<ReferenceArtefact | undefined>;

export function referenceReader(model: string, { results }: Services): ReferenceReader {
  const known = new Map<string, ReferenceArtefact | undefined>();
  return async (version) => {
    if (!known.has(version)) {
      const stored = await readReference(results, model, version);
      known.set(version, stored.status === 'read' ? stored.artefact : undefined);
    }
    return known.get(version);
  };
}

/** @returns undefined where its scores or its reference are gone, or were made by another Plumbline */
export async function readScoredBatch(
  key: string,
  referenceOf: ReferenceReader,
  { results, log }: Services,
): Promise<ScoredBatch | undefined> {
  const stored = await results.read(key);
  if (!stored) return undefined;
  const { scores, ...facts } = await decodeScores(key, stored.bytes);
  const reference = await referenceOf(facts.referenceVersion);
  const plan = reference?.yardstick.performance;
  if (reference && plan) return { ...facts, scores, reference, plan };
  log.warn('scores-without-plan', { key, reference: facts.referenceVersion });
  return undefined;
}

/** A label file, ready to be looked up in; its values as each plan counts them are made once. */
export interface LabelSource extends StoredLabels {
  readonly index: IdIndex;
  /** 1 at the places of ids that a row has had. */
  readonly seen: Uint8Array;
  readonly valuesFor: (plan: PerformancePlan) => Float64Array;
}

export function labelSource(labels: StoredLabels): LabelSource {
  const known = new Map<PerformancePlan, Float64Array>();
  return {
    ...labels,
    index: idIndex(labels.record),
    seen: new Uint8Array(labels.record.values.length),
    valuesFor: (plan) => {
      const values = known.get(plan) ?? labelValues(plan, labels.record);
      known.set(plan, values);
      return values;
    },
  };
}

/** Labels that a file has for a batch. */
export interface MatchedFile {
  readonly receivedAt: string;
  readonly id: string;
  readonly found: ReturnType<typeof findLabels>;
}

/** Looks up the labels that a file has for the rows of a batch. @returns undefined where it has none */
export function matchLabels({ scores, plan }: ScoredBatch, source: LabelSource): MatchedFile | undefined {
  const found = findLabels(scores.ids, source.index, source.valuesFor(plan), source.seen);
  const { receivedAt, id } = source.facts;
  return found.rows === 0 ? undefined : { receivedAt, id, found };
}

/** Stores the labels of a file with those that a batch has already. Which came first makes no difference. */
export async function keepLabels(
  batch: ScoredBatch,
  { found, ...file }: MatchedFile,
  services: Services,
): Promise<void> {
  const key = resultsKeys.joined(batch.model, batch.batchId);
  const options = { key, contentType: 'application/octet-stream', contentEncoding: 'gzip' };
  await decideAndSwap(options, services, async (stored) => {
    const before = stored ? await decodeJoined(key, stored.bytes) : ownLabels(batch);
    const after = withFile(before, file, found);
    const isSame = after === before;
    return { answer: undefined, bytes: isSame ? undefined : await encodeJoined(batch, after) };
  });
}

/** What the batch says of its own rows, as if it were a label file that arrived with it. */
export function ownLabels({ batchId, receivedAt, scores: { labels, scored } }: ScoredBatch): JoinedLabels {
  const none = noLabels(scored.rows);
  if (!labels) return none;
  const rows = labels.reduce((sum, label) => sum + (Number.isNaN(label) ? 0 : 1), 0);
  return withFile(none, { receivedAt, id: batchId }, { labels, rows });
}
