import {
  type IncidentNews,
  type Incidents,
  incidentsSchema,
  noIncidents,
} from '../core/alert/incident-schema.ts';
import { isForgotten, judgeIncidents } from '../core/alert/judge-incidents.ts';
import { observeBatch } from '../core/alert/observe-batch.ts';
import { type AlertRules, defaultAlertRules } from '../core/contract/alert-rules.ts';
import type { Result } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { swap } from './swap.ts';

/** Tries of a compare-and-swap before the message goes back to its queue. */
const maximumTries = 20;

/** Who lost a swap waits so much longer each time. */
const backOffMs = 25;

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
  for (let tries = 1; tries <= maximumTries; tries++) {
    const { incidents, etag } = await readIncidents(result.model, key, services);
    if (isForgotten(incidents, batch) && (await isPublished(result, services))) return [];
    const judgement = judgeIncidents(incidents, batch, rules, services.now());
    if (judgement.incidents === incidents) return judgement.news;
    const bytes = new TextEncoder().encode(JSON.stringify(judgement.incidents));
    if (await swap(services.results, key, etag, bytes, { contentType: 'application/json' }))
      return judgement.news;
    await services.wait(tries * backOffMs);
  }
  throw new Error(`${key} was changed by others ${maximumTries} times in a row`);
}

async function readIncidents(
  model: string,
  key: string,
  { results }: Services,
): Promise<{ readonly incidents: Incidents; readonly etag?: string }> {
  const stored = await results.read(key);
  if (!stored) return { incidents: noIncidents(model) };
  return { incidents: decodeJson(incidentsSchema, key, stored.bytes), etag: stored.etag };
}

/** Whether the batch was processed before: its record is written after the decision. */
async function isPublished({ model, batch }: Result, { results }: Services): Promise<boolean> {
  return (await results.read(resultsKeys.history(model, batch.id))) !== undefined;
}
