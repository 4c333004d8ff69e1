import { type ModelSummary, modelSummarySchema } from '../core/report/history/model-summary.ts';
import { renderModelIndex } from '../core/report/history/render-model-index.ts';
import { resultsKeys } from '../keys.ts';
import { plumblineVersion as plumbline } from '../version.ts';
import { inTurns } from './in-turns.ts';
import type { Services } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';
import { htmlType, rebuildPage } from './rebuild-page.ts';
import { decideAndSwap } from './swap.ts';

/** Batches bring the page of all models up to date no more often than that: `watch-cadence` does what they leave. */
const leastAgeMs = 60_000;

/** Summaries that are read at once. */
const readAtOnce = 32;

/** On one's own machine nobody keeps the clock, and there are few models. */
const localEnvironment = 'local';

/**
 * Brings the page of all models up to date, where it is the turn of whoever asks. The page is made of the summary of every model, and batches
 * of many models come at once: of those of a minute one alone reads them.
 *
 * @param cause  id of the batch or of the labels that changed something
 */
export async function publishIndexInTurn(cause: string, services: Services): Promise<void> {
  if (services.environment === localEnvironment || (await isMyTurn(cause, services)))
    await rebuildIndex(services);
}

/** The same for the same cause, however often it asks. */
function isMyTurn(cause: string, services: Services): Promise<boolean> {
  const target = { key: resultsKeys.indexTurn, contentType: 'text/plain' };
  return decideAndSwap(target, services, async (stored) => {
    const isMine = stored !== undefined && new TextDecoder().decode(stored.bytes) === cause;
    const isOver = !stored || services.now().getTime() - stored.lastModified.getTime() >= leastAgeMs;
    if (isMine || !isOver) return { answer: isMine, bytes: undefined };
    return { answer: true, bytes: new TextEncoder().encode(cause) };
  });
}

/** Brings the page of all models up to date where a summary is newer than it. A list, where nothing is to be done. */
export async function publishIndex(services: Services): Promise<void> {
  const { results } = services;
  const index = await results.open(resultsKeys.modelIndex);
  const summaries = await Array.fromAsync(results.list(resultsKeys.modelSummaries));
  const isBehind = summaries.some(({ lastModified }) => !index || lastModified >= index.lastModified);
  if (isBehind) await rebuildIndex(services);
}

async function rebuildIndex(services: Services): Promise<void> {
  const { environment } = services;
  await rebuildPage(
    {
      key: resultsKeys.modelIndex,
      contentType: htmlType,
      isCurrent: () => false,
      build: async () =>
        new TextEncoder().encode(
          renderModelIndex({ environment, plumbline, models: await readSummaries(services) }),
        ),
    },
    services,
  );
}

async function readSummaries(services: Services): Promise<readonly ModelSummary[]> {
  const keys = await Array.fromAsync(services.results.list(resultsKeys.modelSummaries), ({ key }) => key);
  const summaries = await inTurns(keys, readAtOnce, (key) => readOrWarn(modelSummarySchema, key, services));
  return summaries.filter((summary) => summary !== undefined);
}
