import { joinedId } from '../../core/contract/column-requests.ts';
import { formatCount } from '../../core/text/in-words.ts';
import { type Arrived, resultsKeys } from '../../keys.ts';
import type { Monitor } from '../load-monitor.ts';
import type { Services } from '../ports.ts';
import { collectScores, type ScoresCollector } from './collect-scores.ts';
import { maximumScoredRows } from './merge-scores.ts';
import { encodeScores, type Scores } from './scores.ts';

/** Keeps the rows of a batch for labels to come. */
export interface ScoresKeeper {
  readonly collector: ScoresCollector;
  /** Stores what was collected. @returns what the owner of the batch should know */
  store(): Promise<readonly string[]>;
}

/** Which batch it is, and where its rows are kept: by default where labels are joined to them. */
export interface KeptBatch extends Arrived {
  readonly model: string;
  readonly scoresKey?: string | undefined;
}

/** @returns undefined where labels can't be joined: no id, no label, no prediction, or no reference to measure by */
export function keepScores(
  { model, scoresKey, ...batch }: KeptBatch,
  { contract, reference }: Monitor & { readonly status: 'ready' },
  services: Pick<Services, 'results'>,
): ScoresKeeper | undefined {
  const id = joinedId(contract.document.columns);
  if (!id || !keepsScores({ contract, reference })) return undefined;
  const collector = collectScores(id.place);
  return {
    collector,
    async store() {
      const scores = collector.scores();
      if (!scores) return [tooManyRows];
      const key = scoresKey ?? resultsKeys.scores(model, batch);
      await storeScores(key, { model, ...batch }, { contract, reference }, scores, services);
      return [];
    },
  };
}

/** What the owner of a batch should know that has more rows than are kept. */
export const tooManyRows = `labels can't be joined: the batch has more than ${formatCount(maximumScoredRows)} rows`;

/** Whether labels can be joined: there are ids, labels, predictions, and a reference to measure by. */
export function keepsScores({
  contract,
  reference,
}: Pick<Monitor & { readonly status: 'ready' }, 'contract' | 'reference'>): boolean {
  return joinedId(contract.document.columns) !== undefined && reference?.yardstick.performance !== undefined;
}

/** Stores the rows of a batch, once. */
export async function storeScores(
  key: string,
  { model, id: batchId, receivedAt }: KeptBatch,
  { contract, reference }: Pick<Monitor & { readonly status: 'ready' }, 'contract' | 'reference'>,
  scores: Scores,
  { results }: Pick<Services, 'results'>,
): Promise<void> {
  const facts = {
    schemaVersion: 1 as const,
    model,
    batchId,
    receivedAt,
    referenceVersion: reference?.version ?? '',
    contract: contract.document,
  };
  const options = { contentType: 'application/octet-stream', contentEncoding: 'gzip' };
  await results.create(key, await encodeScores(facts, scores), options);
}
