import * as z from 'zod';
import { resultsKeys } from '../../keys.ts';
import { encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';

/** `replays/<model>/<batchId>/<cause>.json`: that a batch is to be judged again, by what it is held against now. */
export const replayRequestSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  /** Under which the batch was judged first. */
  batchId: z.string(),
  /** Why: a contract or a reference that came, or that somebody asked for it. */
  cause: z.string(),
});

export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/**
 * Asks for a batch to be judged again. The same twice is one.
 *
 * @param cause  names what asks for it
 */
export async function requestReplay(
  model: string,
  batchId: string,
  cause: string,
  { results, log }: Services,
): Promise<void> {
  const request: ReplayRequest = { schemaVersion: 1, model, batchId, cause };
  const options = { contentType: 'application/json' };
  const key = resultsKeys.replay(model, batchId, cause);
  log.info('replay-requested', { key, outcome: await results.create(key, encodeJson(request), options) });
}
