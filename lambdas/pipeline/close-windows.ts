import { quietMs } from '../core/contract/batch-window.ts';
import { openWindowsPrefix, parseOpenWindowsKey, resultsKeys } from '../keys.ts';
import { inTurns } from './in-turns.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import { readModelContract } from './model-contract.ts';
import type { Services, StoredObject } from './ports.ts';
import { decideAndSwap } from './swap.ts';
import { mergeWindow, readWindowFile } from './windows/merge-window.ts';
import { reportLateFile } from './windows/receive-window-file.ts';
import { type ModelWindow, openWindowsSchema, readClosed } from './windows/window-artefacts.ts';

/** Models that are looked at at once. */
const modelsAtOnce = 4;

/** Milliseconds that must be left to begin with another window: the next run goes on. */
const reserveMs = 120_000;

/**
 * Closes the windows that are over and of which nothing has come for as long as their contract says: what was found in their files
 * becomes one batch, which takes the ordinary road from there. Safe to repeat and in parallel: which files a window has is written once.
 *
 * @param time  that the run is for
 */
export async function closeWindows(time: Date, services: Services): Promise<void> {
  const listed = await Array.fromAsync(services.results.list(openWindowsPrefix));
  const models = listed.flatMap(({ key }) => parseOpenWindowsKey(key) ?? []);
  const failures: unknown[] = [];
  await inTurns(models, modelsAtOnce, async (model) => {
    try {
      await closeWindowsOf(model, time, services);
    } catch (error) {
      failures.push(error);
      services.log.warn('windows-not-closed', { model, reason: String(error) });
    }
  });
  services.log.info('windows-looked-at', { models: models.length, failures: failures.length });
  if (failures.length > 0)
    throw new AggregateError(failures, `windows of ${failures.length} of ${models.length} models failed`);
}

async function closeWindowsOf(model: string, time: Date, services: Services): Promise<void> {
  const key = resultsKeys.openWindows(model);
  const stored = await services.results.read(key);
  if (!stored) return;
  const { windows } = decodeJson(openWindowsSchema, key, stored.bytes);
  const contract = await readModelContract(services.inbox, model);
  const quiet = quietMs(contract.status === 'valid' ? contract.contract.document.batch : {});
  const isTimeLeft = () => (services.remainingMs?.() ?? Number.POSITIVE_INFINITY) > reserveMs;
  for (const window of windows) {
    if (!isTimeLeft()) return;
    if (await closeWindow(model, window, { time, quiet }, services)) await forget(model, window, services);
  }
}

interface Closing {
  readonly time: Date;
  readonly quiet: number;
}

/** @returns whether it is closed and judged */
async function closeWindow(
  model: string,
  window: ModelWindow,
  closing: Closing,
  services: Services,
): Promise<boolean> {
  const { results } = services;
  if (!(await readClosed(model, window, services))) {
    const files = newestOfEach(await filesOf(model, window, services));
    if (files.length === 0 || !isOver(window, files, closing)) return false;
    const names = files.map(({ key }) => nameOf(key));
    const bytes = encodeJson({ schemaVersion: 1, files: names });
    await results.create(resultsKeys.closedWindow(model, window.batchId), bytes);
  }
  const closed = await readClosed(model, window, services);
  if (!closed) return false;
  if (!(await results.open(resultsKeys.profiledBatch(model, window.batchId))))
    await mergeWindow({ ...window, ...closed, model }, services);
  await reportLate(model, window, closed.files, services);
  return true;
}

async function filesOf(
  model: string,
  { batchId }: ModelWindow,
  { results }: Services,
): Promise<readonly StoredObject[]> {
  return Array.fromAsync(results.list(resultsKeys.windowFiles(model, batchId)));
}

/** Of several versions of a file the newest. They are listed by key, and the versions of a key by time. */
function newestOfEach(files: readonly StoredObject[]): readonly StoredObject[] {
  return [...new Map(files.map((file) => [nameOf(file.key).split('.')[0], file])).values()];
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function isOver({ span }: ModelWindow, files: readonly StoredObject[], { time, quiet }: Closing): boolean {
  const times = files.map(({ lastModified }) => lastModified.getTime());
  const last = times.reduce((latest, one) => Math.max(latest, one), span ? Date.parse(span.until) : 0);
  return time.getTime() >= last + quiet;
}

/** A file that was stored while the window was closed saw it open, and is in no list. */
async function reportLate(
  model: string,
  window: ModelWindow,
  counted: readonly string[],
  services: Services,
): Promise<void> {
  const files = await filesOf(model, window, services);
  const known = new Set(counted);
  const versions = new Set(counted.map((name) => name.split('.')[0]));
  const late = files.find(({ key }) => !known.has(nameOf(key)) && !versions.has(nameOf(key).split('.')[0]));
  if (!late) return;
  const { batch } = await readWindowFile({ model, batchId: window.batchId }, nameOf(late.key), services);
  await reportLateFile({ model, window, key: batch.key }, services);
}

async function forget(model: string, { batchId }: ModelWindow, services: Services): Promise<void> {
  const key = resultsKeys.openWindows(model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const windows = stored ? decodeJson(openWindowsSchema, key, stored.bytes).windows : [];
    const after = windows.filter((window) => window.batchId !== batchId);
    const isSame = after.length === windows.length;
    return {
      answer: undefined,
      bytes: isSame ? undefined : encodeJson({ schemaVersion: 1, model, windows: after }),
    };
  });
}
