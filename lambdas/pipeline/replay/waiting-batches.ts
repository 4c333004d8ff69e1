import * as z from 'zod';
import { firstJudgement, inboxPrefixes, parseInboxKey, resultsKeys } from '../../keys.ts';
import { inTurns } from '../in-turns.ts';
import { decodeJson, encodeJson } from '../json-artefact.ts';
import { loadMonitor, type Monitor } from '../load-monitor.ts';
import type { Services } from '../ports.ts';
import type { ProfiledBatch } from '../profiled-batch.ts';
import { decideAndSwap } from '../swap.ts';
import { requestReplay } from './replay-request.ts';

/** Batches of a model that wait, the newest; and that are judged again at once. */
export const mostReplayed = 50;

/** Older ones are history: most are no longer in the inbox. */
export const oldestReplayedMs = 30 * 24 * 3_600_000;

/** Requests that are written at once. */
const requestsAtOnce = 8;

/** `waiting/<model>.json`: batches that came before their contract or their reference. Changed by compare-and-swap. */
const waitingSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  /** The newest last. */
  batches: z.array(z.object({ batchId: z.string(), receivedAt: z.iso.datetime() })),
});

type Waiting = z.infer<typeof waitingSchema>;

/**
 * Lets a judged batch wait for what it could not be held against. What came while it was judged is found by looking once more
 * after it waits; what comes later finds it waiting. So none is missed, whoever is faster.
 */
export async function waitForMissing(profiled: ProfiledBatch, services: Services): Promise<void> {
  const missing = missingOf(profiled);
  const parsed = parseInboxKey(inboxPrefixes.batches, profiled.batch.key);
  if (!missing || !parsed) return;
  const { model, batch } = profiled;
  const { receivedAt } = batch;
  const waiting = { batchId: firstJudgement(batch.id), receivedAt };
  await changeWaiting(model, services, (batches) => [
    ...batches.filter(({ batchId }) => batchId !== waiting.batchId),
    waiting,
  ]);
  const arrival = { path: parsed.path, receivedAt: new Date(receivedAt) };
  if (isThere(missing, await loadMonitor(model, arrival, services)))
    await requestReplay(model, waiting.batchId, `after-${batch.id}`, services);
}

/**
 * Has the batches of a model that wait judged again. They no longer wait: one that still can't be held against everything waits
 * anew.
 *
 * @param cause  names what came
 */
export async function releaseWaiting(model: string, cause: string, services: Services): Promise<void> {
  const stored = await services.results.read(resultsKeys.waiting(model));
  if (!stored) return;
  const { batches } = decodeJson(waitingSchema, stored.key, stored.bytes);
  const oldest = services.now().getTime() - oldestReplayedMs;
  const recent = batches.filter(({ receivedAt }) => Date.parse(receivedAt) >= oldest);
  await inTurns(recent, requestsAtOnce, ({ batchId }) => requestReplay(model, batchId, cause, services));
  const released = new Set(batches.map(({ batchId }) => batchId));
  await changeWaiting(model, services, (all) => all.filter(({ batchId }) => !released.has(batchId)));
}

type Missing = 'contract' | 'reference';

/** What a batch could not be held against. @returns undefined where it was held against all, or could not be read */
function missingOf({ validation, referenceVersion }: ProfiledBatch): Missing | undefined {
  const codes = validation.reasons.map(({ code }) => code);
  if (codes.includes('no-contract') || codes.includes('invalid-contract')) return 'contract';
  return validation.status === 'accepted' && referenceVersion === undefined ? 'reference' : undefined;
}

function isThere(missing: Missing, monitor: Monitor): boolean {
  return monitor.status === 'ready' && (missing === 'contract' || monitor.reference !== undefined);
}

async function changeWaiting(
  model: string,
  services: Services,
  change: (batches: Waiting['batches']) => Waiting['batches'],
): Promise<void> {
  const key = resultsKeys.waiting(model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const batches = stored ? decodeJson(waitingSchema, key, stored.bytes).batches : [];
    const after = change(batches)
      .toSorted((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt))
      .slice(-mostReplayed);
    const isSame = JSON.stringify(after) === JSON.stringify(batches);
    const waiting: Waiting = { schemaVersion: 1, model, batches: after };
    return { answer: undefined, bytes: isSame ? undefined : encodeJson(waiting) };
  });
}
