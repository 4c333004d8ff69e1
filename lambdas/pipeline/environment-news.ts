import * as z from 'zod';
import { type AlertRules, defaultAlertRules } from '../core/contract/alert-rules.ts';
import { versionChanges, versionInWords } from '../core/environment/words.ts';
import { silenceAt } from '../core/incidents/when-to-report.ts';
import type { Result } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** Changes that are remembered; of more than these the oldest may be told again. */
const mostTold = 5_000;

/** `environments/<model>/told.json`: which changes of versions were told, and with which batch. */
const toldSchema = z.object({
  schemaVersion: z.literal(1),
  changes: z.array(z.object({ change: z.string(), batch: z.string() })),
});

/**
 * Whether a batch shows changes of versions that nobody has been told of; they count as told from then on. The answer is the
 * same when it is asked again for the same batch.
 *
 * @param isToldAnyway  whether another alert of the batch says them
 */
export async function isEnvironmentNews(
  result: Result,
  isToldAnyway: boolean,
  rules: AlertRules = defaultAlertRules,
  services: Services,
): Promise<boolean> {
  const changes = versionChanges(result.environmentChanges).map(versionInWords);
  const isSilent = !rules.environmentChanges || silenceAt(services.now(), 'info', rules) !== undefined;
  if (changes.length === 0 || (isSilent && !isToldAnyway)) return false;
  const key = resultsKeys.toldEnvironment(result.model);
  return decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const told = stored ? decodeJson(toldSchema, key, stored.bytes).changes : [];
    const batchOf = new Map(told.map(({ change, batch }) => [change, batch]));
    const fresh = changes.filter((change) => !batchOf.has(change));
    const answer = changes.some((change) => (batchOf.get(change) ?? result.batch.id) === result.batch.id);
    if (fresh.length === 0) return { answer, bytes: undefined };
    const all = [...told, ...fresh.map((change) => ({ change, batch: result.batch.id }))].slice(-mostTold);
    return { answer, bytes: encodeJson({ schemaVersion: 1, changes: all }) };
  });
}
