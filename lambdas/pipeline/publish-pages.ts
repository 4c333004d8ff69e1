import type { AlertRules } from '../core/contract/alert-rules.ts';
import { type IncidentOverview, incidentOverview } from '../core/incidents/incident-overview.ts';
import { incidentsSchema } from '../core/incidents/incident-schema.ts';
import { followLosses, type LossCourse } from '../core/over-time/follow-losses.ts';
import { lossLogSchema } from '../core/over-time/loss-log.ts';
import type { HistoryRecord } from '../core/report/history/history-record.ts';
import { modelSummary } from '../core/report/history/model-summary.ts';
import { listsBatch, mostListed, renderModelPage } from '../core/report/history/render-model-page.ts';
import type { Result } from '../core/result/result-schema.ts';
import { canaryModel, resultsKeys } from '../keys.ts';
import { plumblineVersion as plumbline } from '../version.ts';
import { newestRuns } from './holdout-runs.ts';
import { encodeJson } from './json-artefact.ts';
import { type ModelHistory, modelHistory } from './model-history.ts';
import type { Services } from './ports.ts';
import { publishIndexInTurn } from './publish-index.ts';
import { readOrWarn } from './read-or-warn.ts';
import { htmlType, type RebuiltPage, rebuildPage } from './rebuild-page.ts';

/**
 * Brings the page of a batch's model and its summary up to date; the page of all models at times (`publish-index.ts`). Safe to repeat and under
 * concurrency: each is built from what is stored, and swapped only for the version it was built to replace.
 *
 * @param rules  when people are told, as the contract of the batch has it
 * @param history  of the model, where the caller has read some of it
 */
export async function publishPages(
  { model, batch }: Result,
  rules: AlertRules | undefined,
  services: Services,
  history: ModelHistory = modelHistory(model, services),
): Promise<void> {
  const isCurrent = (stored: Uint8Array) => listsBatch(new TextDecoder().decode(stored), batch.id);
  await rebuildAll(model, batch.id, isCurrent, storyReader(model, rules, history, services), services);
}

/** The same where it is of no single batch that something has changed: labels came for earlier ones. @param cause  their id */
export async function rebuildPages(
  model: string,
  cause: string,
  rules: AlertRules | undefined,
  services: Services,
): Promise<void> {
  const read = storyReader(model, rules, modelHistory(model, services), services);
  await rebuildAll(model, cause, () => false, read, services);
}

async function rebuildAll(
  model: string,
  cause: string,
  isCurrent: RebuiltPage['isCurrent'],
  read: () => Promise<Story>,
  services: Services,
): Promise<void> {
  // It is no model of anybody's.
  if (model === canaryModel) return;
  // Before any story is read: so that of the page holds for the summary as well.
  const before = { stored: await services.results.read(resultsKeys.modelSummary(model)) };
  let told: Story | undefined;
  const readForPage = async () => {
    told = await read();
    return told;
  };
  await rebuildPage(modelPage(model, isCurrent, readForPage, services), services);
  const readForSummary = async (tries: number) => (tries === 0 && told ? told : read());
  await rebuildPage(summaryOf(model, readForSummary, services), services, before);
  await publishIndexInTurn(cause, services);
}

/** What a model's batches came to, and its incidents; those are absent where none are kept. */
interface Story {
  readonly records: readonly HistoryRecord[];
  readonly incidents: IncidentOverview | undefined;
  /** Undefined where no labels have come. */
  readonly losses: LossCourse | undefined;
}

/**
 * Reads the story of a model anew each time. Incidents are read after the records: what a batch in the history changed about
 * them was stored before its record was.
 */
function storyReader(
  model: string,
  rules: AlertRules | undefined,
  history: ModelHistory,
  services: Services,
): () => Promise<Story> {
  return async () => {
    const records = (await history.latest()).slice(0, mostListed);
    const incidents = await readOrWarn(incidentsSchema, resultsKeys.incidents(model), services);
    const log = await readOrWarn(lossLogSchema, resultsKeys.losses(model), services);
    return {
      records,
      incidents: incidents && incidentOverview(incidents, rules, services.now()),
      losses: log && followLosses(log),
    };
  };
}

function modelPage(
  model: string,
  isCurrent: RebuiltPage['isCurrent'],
  read: () => Promise<Story>,
  services: Services,
): RebuiltPage {
  const { environment } = services;
  return {
    key: resultsKeys.modelPage(model),
    contentType: htmlType,
    isCurrent,
    build: async () => {
      const story = { ...(await read()), holdouts: await newestRuns(model, services) };
      return new TextEncoder().encode(renderModelPage({ model, environment, plumbline, ...story }));
    },
  };
}

function summaryOf(
  model: string,
  read: (tries: number) => Promise<Story>,
  { environment }: Services,
): RebuiltPage {
  return {
    key: resultsKeys.modelSummary(model),
    contentType: 'application/json',
    isCurrent: () => false,
    build: async (tries) => {
      const { records, incidents, losses } = await read(tries);
      const summary = modelSummary(model, environment, records, incidents, losses?.open);
      return summary && encodeJson(summary);
    },
  };
}
