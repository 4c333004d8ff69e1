import * as z from 'zod';
import type { Alert } from '../core/alert/alert-schema.ts';
import { canaryModel, resultsKeys } from '../keys.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { Audience, Services } from './ports.ts';
import { swap } from './swap.ts';

const sentSchema = z.object({ messageId: z.string(), at: z.iso.datetime() });

/** Who has had an alert, and until when somebody is busy sending it. Changed by compare-and-swap. */
export const deliverySchema = z.object({
  schemaVersion: z.literal(1),
  alertId: z.string(),
  sent: z.object({ alerts: sentSchema.optional(), chat: sentSchema.optional() }),
  claimedUntil: z.iso.datetime(),
});

export type Delivery = z.infer<typeof deliverySchema>;

/** The right to send an alert, held by one at a time. */
export interface Claim {
  readonly key: string;
  readonly delivery: Delivery;
  readonly etag: string;
}

/** How long a claim holds: much longer than two calls of SNS, shorter than the function's time. */
const claimMs = 15_000;

/** How often somebody who waits for another's claim looks again. */
const pollMs = 250;

/** Who is sent an alert. A channel filters nothing, so the canary is kept from it. */
export function audiencesOf({ model }: Pick<Alert, 'model'>): readonly Audience[] {
  return model === canaryModel ? ['alerts'] : ['alerts', 'chat'];
}

/** @returns undefined when every audience has had the alert */
export async function claimDelivery(alert: Alert, services: Services): Promise<Claim | undefined> {
  const key = resultsKeys.delivery(alert.model, alert.id);
  for (;;) {
    const current = await readDelivery(key, services);
    if (current && isComplete(alert, current.delivery)) return undefined;
    if (!current || isFree(current.delivery, services)) {
      const claim = await tryClaim(alert, current, key, services);
      if (claim) return claim;
    }
    await services.wait(pollMs);
  }
}

/** @throws Error when the claim ran out and another took it: the message goes back to its queue */
export async function recordSent(
  { key, delivery, etag }: Claim,
  audience: Audience,
  messageId: string,
  services: Services,
): Promise<Claim> {
  const sent = { ...delivery.sent, [audience]: { messageId, at: services.now().toISOString() } };
  const next = { ...delivery, sent };
  await services.results.replace(key, etag, encodeJson(next));
  const stored = await readDelivery(key, services);
  // What is stored decides, not the answer: a client that tries again by itself conflicts with its own write.
  if (stored?.delivery.sent[audience]?.messageId !== messageId)
    throw new Error(`${key}: the claim was lost while the alert was being sent`);
  return stored;
}

async function readDelivery(key: string, { results }: Services): Promise<Claim | undefined> {
  const stored = await results.read(key);
  return stored && { key, delivery: decodeJson(deliverySchema, key, stored.bytes), etag: stored.etag };
}

async function tryClaim(
  alert: Alert,
  current: Claim | undefined,
  key: string,
  services: Services,
): Promise<Claim | undefined> {
  const claimedUntil = new Date(services.now().getTime() + claimMs).toISOString();
  const delivery: Delivery = current
    ? { ...current.delivery, claimedUntil }
    : { schemaVersion: 1, alertId: alert.id, sent: {}, claimedUntil };
  if (!(await swap(services.results, key, current?.etag, encodeJson(delivery)))) return undefined;
  return readDelivery(key, services);
}

function isComplete(alert: Alert, { sent }: Delivery): boolean {
  return audiencesOf(alert).every((audience) => sent[audience] !== undefined);
}

function isFree({ claimedUntil }: Delivery, { now }: Services): boolean {
  return Date.parse(claimedUntil) <= now().getTime();
}
