import { type AlertRules, defaultAlertRules } from '../core/contract/alert-rules.ts';
import { incidentsSchema, noIncidents } from '../core/incidents/incident-schema.ts';
import { isForgotten, type Judgement, judgeIncidents } from '../core/incidents/judge-incidents.ts';
import { observeBatch } from '../core/incidents/observe-batch.ts';
import type { Result } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** What was decided about a batch. */
export type BatchDecision = Pick<Judgement, 'news' | 'turn'>;

/**
 * Decides what is told with a batch and stores the decision, before anything is told: whoever comes again finds it.
 *
 * @throws Error when others change the incidents faster than this can
 */
export async function decideNews(
  result: Result,
  rules: AlertRules = defaultAlertRules,
  services: Services,
): Promise<BatchDecision> {
  const key = resultsKeys.incidents(result.model);
  const batch = observeBatch(result, rules);
  return decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const incidents = stored ? decodeJson(incidentsSchema, key, stored.bytes) : noIncidents(result.model);
    if (isForgotten(incidents, batch) && (await isPublished(result, services)))
      return { answer: { news: [], turn: undefined }, bytes: undefined };
    const { incidents: after, news, turn } = judgeIncidents(incidents, batch, rules, services.now());
    const isSame = after === incidents;
    return {
      answer: { news, turn },
      bytes: isSame ? undefined : new TextEncoder().encode(JSON.stringify(after)),
    };
  });
}

/** Whether the batch was processed before: its record is written after the decision. */
async function isPublished({ model, batch }: Result, { results }: Services): Promise<boolean> {
  return (await results.read(resultsKeys.history(model, batch.id))) !== undefined;
}
