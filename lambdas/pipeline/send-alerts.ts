import { type Alert, alertSchema } from '../core/alert/alert-schema.ts';
import { composeMessages } from '../core/alert/render/compose-messages.ts';
import type { ObjectVersion } from '../keys.ts';
import { metricNames } from '../metric-names.ts';
import { type Claim, claimDelivery, recordSent } from './delivery.ts';
import { decodeJson } from './json-artefact.ts';
import type { SendingServices } from './ports.ts';

/**
 * Sends one alert of the outbox to each audience that has not had it. Of several at once only one sends; who crashes
 * between sending and recording it sends again after a while: rather twice than never.
 */
export async function sendAlerts(object: ObjectVersion, services: SendingServices): Promise<void> {
  const stored = await services.results.read(object.key);
  if (!stored) return services.log.warn('alert-deleted', { key: object.key });
  const alert = decodeJson(alertSchema, object.key, stored.bytes);
  const claim = await claimDelivery(alert, services);
  if (claim) await sendClaimed(alert, claim, services);
  else services.log.info('alert-sent-before', { key: object.key });
}

async function sendClaimed(alert: Alert, first: Claim, services: SendingServices): Promise<void> {
  const messages = composeMessages(alert);
  let claim = first;
  for (const audience of ['alerts', 'chat'] as const) {
    if (claim.delivery.sent[audience]) continue;
    const messageId = await services.publish(audience, messages[audience]);
    claim = await recordSent(claim, audience, messageId, services);
    services.log.info('alert-sent', { model: alert.model, alert: alert.id, audience, messageId });
  }
  services.measure(alert.model, { [metricNames.alertsSent]: 1 });
}
