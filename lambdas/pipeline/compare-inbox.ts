import * as z from 'zod';
import { composeUnjudgedUploadsAlert } from '../core/alert/upload/compose-stray-alerts.ts';
import type { BatchRules } from '../core/contract/batch-rules.ts';
import {
  canaryModel,
  closesBatch,
  type InboxKey,
  inboxPrefixes,
  isLeftBehind,
  isPartFile,
  objectId,
  parseInboxKey,
  resultsKeys,
  windowFileName,
} from '../keys.ts';
import { inTurns } from './in-turns.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import { readModelContract } from './model-contract.ts';
import { storeAlert } from './outbox.ts';
import type { OpenObject, Services } from './ports.ts';
import { swap } from './swap.ts';
import { dayOf } from './upload/unrecognised-upload.ts';
import { modelWindow } from './windows/window-artefacts.ts';

const hourMs = 3_600_000;

/** What died at its last try is a dead letter by then: five times an hour and a half. */
const settledAfterMs = 8 * hourMs;

/** Days that are made up for, after an outage. */
const mostDays = 7;

/** Keys that an alert names. */
const mostNamed = 20;

const atOnce = 16;

/** `audits/inbox.json`: the last day whose uploads were looked at. */
const comparedSchema = z.object({ schemaVersion: z.literal(1), through: z.iso.date() });

/** An upload that should have come to a verdict, or to its place in a window. */
interface Upload extends InboxKey {
  readonly key: string;
}

/**
 * Once a day, eight hours after the day is over: tells people of batches that were uploaded on it and never judged, a message a model.
 * Lists what lies in the inbox, and looks only at what came since the day that was looked at last. Safe to repeat: alerts are named
 * by the day.
 *
 * @param time  that the run is for
 */
export async function compareInbox(time: Date, services: Services): Promise<void> {
  const { results, log } = services;
  const key = resultsKeys.comparedInbox;
  const through = dayOf(new Date(time.getTime() - 24 * hourMs - settledAfterMs));
  const stored = await results.read(key);
  const last = stored && decodeJson(comparedSchema, key, stored.bytes).through;
  if (last !== undefined && last >= through) return;
  const until = Date.parse(through) + 24 * hourMs;
  const since = Math.max(
    until - mostDays * 24 * hourMs,
    last ? Date.parse(last) + 24 * hourMs : Date.parse(through),
  );
  const uploads = await uploadsBetween(new Date(since), new Date(until), services);
  const found = await inTurns([...Map.groupBy(uploads, ({ model }) => model)], 1, ([model, some]) =>
    unjudgedOf(model, some, services),
  );
  for (const [model, keys] of found) if (keys.length > 0) await tell(model, keys, through, services);
  const unjudged = found.reduce((sum, [, keys]) => sum + keys.length, 0);
  log.info('inbox-compared', { through, uploads: uploads.length, unjudged });
  await swap(results, key, stored?.etag, encodeJson({ schemaVersion: 1, through }));
}

/** What came in a span of time and is a batch, or closes one, or belongs to a window. */
async function uploadsBetween(since: Date, until: Date, { inbox }: Services): Promise<readonly Upload[]> {
  const uploads: Upload[] = [];
  for await (const { key, lastModified } of inbox.list(inboxPrefixes.batches)) {
    if (lastModified < since || lastModified >= until || isLeftBehind(key) || isPartFile(key)) continue;
    const parsed = parseInboxKey(inboxPrefixes.batches, key);
    if (parsed && parsed.model !== canaryModel) uploads.push({ ...parsed, key });
  }
  return uploads;
}

async function unjudgedOf(
  model: string,
  uploads: readonly Upload[],
  services: Services,
): Promise<readonly [string, readonly string[]]> {
  const contract = await readModelContract(services.inbox, model);
  const rules = contract.status === 'valid' ? contract.contract.document.batch : undefined;
  const found = await inTurns(uploads, atOnce, async (upload) =>
    (await isDealtWith(upload, rules, services)) ? [] : [upload.key],
  );
  return [model, found.flat()];
}

async function isDealtWith(
  { model, path, key }: Upload,
  rules: BatchRules | undefined,
  services: Services,
): Promise<boolean> {
  const { inbox, results } = services;
  const stored = await inbox.open(key);
  if (!stored) return true;
  const id = objectId({ bucket: inbox.bucket, ...versionOf(stored) });
  if (await results.open(resultsKeys.result(model, id))) return true;
  if (!rules) return false;
  if (rules.close === 'manifest' && !closesBatch(key)) return true;
  const window = modelWindow(model, { path, receivedAt: stored.lastModified }, rules, services);
  if (!window) return false;
  // What closes a folder closes no window.
  if (closesBatch(key)) return true;
  const name = windowFileName({ bucket: inbox.bucket, ...versionOf(stored) }, stored.lastModified);
  return (await results.open(`${resultsKeys.windowFiles(model, window.batchId)}${name}`)) !== undefined;
}

function versionOf({ key, versionId }: OpenObject) {
  return { key, versionId };
}

async function tell(model: string, keys: readonly string[], day: string, services: Services): Promise<void> {
  const { environment, inbox, now } = services;
  const alert = composeUnjudgedUploadsAlert({
    id: `unjudged-${day}`,
    ...{ environment, model, createdAt: now().toISOString(), inboxBucket: inbox.bucket },
    ...{ day, keys: keys.slice(0, mostNamed), count: keys.length },
  });
  await storeAlert(alert, services);
}
