import { composeLateFileAlert } from '../../core/alert/compose-window-alerts.ts';
import { type ObjectVersion, resultsKeys, windowFileName } from '../../keys.ts';
import { decodeJson, encodeCompressedJson, encodeJson } from '../json-artefact.ts';
import { storeAlert } from '../outbox.ts';
import type { Services } from '../ports.ts';
import type { ProfiledBatch } from '../profiled-batch.ts';
import { decideAndSwap } from '../swap.ts';
import { type ModelWindow, openWindowsSchema, readClosed } from './window-artefacts.ts';

/** A file that belongs to a window. */
export interface WindowFile {
  readonly model: string;
  readonly window: ModelWindow;
  readonly object: ObjectVersion;
  readonly receivedAt: Date;
}

/**
 * Checks a file of a window by itself and keeps what it found for when the window is closed. One that comes later is in no verdict: people
 * are told, once for the window. Safe to repeat, and in any order: a file is stored before its window is looked at, and a window looks
 * for files once more when it is closed.
 *
 * @param check  the file by itself
 */
export async function receiveWindowFile(
  { model, window, object, receivedAt }: WindowFile,
  check: () => Promise<ProfiledBatch>,
  services: Services,
): Promise<void> {
  const { results, log } = services;
  const name = windowFileName(object, receivedAt);
  const key = `${resultsKeys.windowFiles(model, window.batchId)}${name}`;
  if (!(await results.open(key))) {
    const options = { contentType: 'application/json', contentEncoding: 'gzip' };
    await results.create(key, await encodeCompressedJson(await check()), options);
  }
  const closed = await readClosed(model, window, services);
  log.info('file-of-window', { key: object.key, window: window.name, isClosed: closed !== undefined });
  if (!closed) return rememberOpen(model, window, services);
  if (!closed.files.includes(name)) await reportLateFile({ model, window, key: object.key }, services);
}

/** Tells people of a file that came after its window was closed: the first of each window. */
export async function reportLateFile(
  { model, window, key }: Pick<WindowFile, 'model' | 'window'> & { readonly key: string },
  services: Services,
): Promise<void> {
  const { environment, inbox, now, log } = services;
  log.warn('file-after-window', { key, window: window.name });
  const alert = composeLateFileAlert({
    id: `${window.batchId}-late`,
    environment,
    model,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    key,
    window,
  });
  await storeAlert(alert, services);
}

/** Puts a window among those that are to be closed. */
async function rememberOpen(model: string, window: ModelWindow, services: Services): Promise<void> {
  const key = resultsKeys.openWindows(model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const before = stored && decodeJson(openWindowsSchema, key, stored.bytes);
    const windows = before?.windows ?? [];
    const isKnown = windows.some(({ batchId }) => batchId === window.batchId);
    const after = { schemaVersion: 1, model, windows: [...windows, window] };
    return { answer: undefined, bytes: isKnown ? undefined : encodeJson(after) };
  });
}
