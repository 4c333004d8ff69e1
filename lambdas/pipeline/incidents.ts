import { type AlertRules, defaultAlertRules } from '../core/contract/alert-rules.ts';
import { type IncidentNews, incidentsSchema, noIncidents } from '../core/incidents/incident-schema.ts';
import { isForgotten, judgeIncidents } from '../core/incidents/judge-incidents.ts';
import { observeBatch } from '../core/incidents/observe-batch.ts';
import type { Result } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/**
 * Decides what is told with a batch and stores the decision, before anything is told: whoever comes again finds it.
 *
 * @throws Error when others change the incidents faster than this can
 */
export async function decideNews(
  result: Result,
  rules: AlertRules = defaultAlertRules,
  services: Services,
): Promise<readonly IncidentNews[]> {
  const key = resultsKeys.incidents(result.model);
  const batch = observeBatch(result, rules);
  return decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const incidents = stored ? decodeJson(incidentsSchema, key, stored.bytes) : noIncidents(result.model);
    if (isForgotten(incidents, batch) && (await isPublished(result, services)))
      return { answer: [], bytes: undefined };
    const { incidents: after, news } = judgeIncidents(incidents, batch, rules, services.now());
    const isSame = after === incidents;
    return { answer: news, bytes: isSame ? undefined : new TextEncoder().encode(JSON.stringify(after)) };
  });
}

/** Whether the batch was processed before: its record is written after the decision. */
async function isPublished({ model, batch }: Result, { results }: Services): Promise<boolean> {
  return (await results.read(resultsKeys.history(model, batch.id))) !== undefined;
}
