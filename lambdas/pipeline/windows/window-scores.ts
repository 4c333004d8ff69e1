import { resultsKeys } from '../../keys.ts';
import { storeScores } from '../labels/keep-scores.ts';
import { maximumScoredRows, mergeScores } from '../labels/merge-scores.ts';
import { decodeScores, type Scores } from '../labels/scores.ts';
import type { Monitor } from '../load-monitor.ts';
import type { Services } from '../ports.ts';

/** The files of a window as one batch. */
interface WindowBatch {
  readonly model: string;
  readonly batchId: string;
  readonly receivedAt: string;
  /** Ids of the files whose rows are in it, in their order. */
  readonly files: readonly string[];
}

/** Stores the rows that were kept of the files of a window as those of one batch: labels are joined to that. */
export async function keepWindowScores(
  { model, batchId, receivedAt, files }: WindowBatch,
  monitor: Monitor & { readonly status: 'ready' },
  services: Services,
): Promise<void> {
  const parts: Scores[] = [];
  let rows = 0;
  for (const file of files) {
    const key = resultsKeys.windowScores(model, batchId, file);
    const stored = await services.results.read(key);
    if (!stored) continue;
    const { scores } = await decodeScores(key, stored.bytes);
    rows += scores.scored.rows;
    if (rows > maximumScoredRows) return;
    parts.push(scores);
  }
  if (parts.length === 0) return;
  const batch = { model, id: batchId, receivedAt };
  await storeScores(resultsKeys.scores(model, batch), batch, monitor, mergeScores(parts), services);
}
