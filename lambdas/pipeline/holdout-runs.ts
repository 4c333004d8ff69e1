import type { HoldoutRun } from '../core/holdout/run-schema.ts';
import { type HoldoutSummary, holdoutSummariesSchema, summaryOfRun } from '../core/holdout/summary.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';
import { decideAndSwap } from './swap.ts';

/** Runs of a model that are listed. */
const mostRuns = 50;

/** Puts a run into the list of the newest ones. The same one again changes nothing. */
export async function rememberRun(run: HoldoutRun, services: Services): Promise<void> {
  const key = resultsKeys.holdoutRuns(run.model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const runs = stored ? decodeJson(holdoutSummariesSchema, key, stored.bytes).runs : [];
    const isKnown = runs.some(({ id }) => id === run.id);
    const all = [...runs, summaryOfRun(run)]
      .toSorted((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a.id < b.id ? -1 : 1))
      .slice(-mostRuns);
    return { answer: undefined, bytes: isKnown ? undefined : encodeJson({ schemaVersion: 1, runs: all }) };
  });
}

/** The newest runs of a model, the newest last; none where no holdout set was scored again. */
export async function newestRuns(model: string, services: Services): Promise<readonly HoldoutSummary[]> {
  return (await readOrWarn(holdoutSummariesSchema, resultsKeys.holdoutRuns(model), services))?.runs ?? [];
}
