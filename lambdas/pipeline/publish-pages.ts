import { type ModelSummary, modelSummary, modelSummarySchema } from '../core/report/model-summary.ts';
import { renderModelIndex } from '../core/report/render-model-index.ts';
import { renderModelPage, reportAddress } from '../core/report/render-model-page.ts';
import type { Result } from '../core/result/result-schema.ts';
import { resultsKeys } from '../keys.ts';
import { plumblineVersion as plumbline } from '../version.ts';
import { encodeJson } from './json-artefact.ts';
import { historyReader, type ReadHistory } from './model-history.ts';
import type { Services } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';
import { type RebuiltPage, rebuildPage } from './rebuild-page.ts';

/** How a page is served. */
export const htmlType = 'text/html; charset=utf-8';

/**
 * Brings the page of a batch's model, its summary and the page of all models up to date. Safe to repeat and under
 * concurrency: each is built from what is stored, and swapped only for the version it was built to replace.
 */
export async function publishPages({ model, batch }: Result, services: Services): Promise<void> {
  const read = historyReader(model, services);
  await rebuildPage(modelPage(model, batch.id, read, services), services);
  await rebuildPage(summaryOf(model, read, services), services);
  await rebuildPage(modelIndex(services), services);
}

function modelPage(
  model: string,
  batchId: string,
  read: ReadHistory,
  { environment }: Services,
): RebuiltPage {
  const link = `href="${reportAddress(batchId)}"`;
  return {
    key: resultsKeys.modelPage(model),
    contentType: htmlType,
    isCurrent: (stored) => new TextDecoder().decode(stored).includes(link),
    build: async () =>
      new TextEncoder().encode(renderModelPage({ model, environment, plumbline, records: await read() })),
  };
}

function summaryOf(model: string, read: ReadHistory, { environment }: Services): RebuiltPage {
  return {
    key: resultsKeys.modelSummary(model),
    contentType: 'application/json',
    isCurrent: () => false,
    build: async () => {
      const summary = modelSummary(model, environment, await read());
      return summary && encodeJson(summary);
    },
  };
}

function modelIndex(services: Services): RebuiltPage {
  const { environment } = services;
  return {
    key: resultsKeys.modelIndex,
    contentType: htmlType,
    isCurrent: () => false,
    build: async () =>
      new TextEncoder().encode(
        renderModelIndex({ environment, plumbline, models: await readSummaries(services) }),
      ),
  };
}

async function readSummaries(services: Services): Promise<readonly ModelSummary[]> {
  const keys = await Array.fromAsync(services.results.list(resultsKeys.modelSummaries), ({ key }) => key);
  const summaries = await Promise.all(keys.map((key) => readOrWarn(modelSummarySchema, key, services)));
  return summaries.filter((summary) => summary !== undefined);
}
