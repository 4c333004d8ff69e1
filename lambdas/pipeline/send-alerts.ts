import { type Alert, alertSchema } from '../core/alert/alert-schema.ts';
import { composeMessages } from '../core/alert/render/compose-messages.ts';
import { canaryModel, type ObjectVersion } from '../keys.ts';
import { metricNames } from '../metric-names.ts';
import { audiencesOf, type Claim, claimDelivery, recordSent } from './delivery.ts';
import { decodeJson } from './json-artefact.ts';
import type { Audience, Message, SendingServices } from './ports.ts';

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
  const messages = alert.model === canaryModel ? canaryMessages(alert) : composeMessages(alert);
  let claim = first;
  for (const audience of audiencesOf(alert)) {
    if (claim.delivery.sent[audience]) continue;
    const messageId = await services.publish(audience, messages[audience]);
    claim = await recordSent(claim, audience, messageId, services);
    services.log.info('alert-sent', { model: alert.model, alert: alert.id, audience, messageId });
  }
  services.measure(alert.model, { [metricNames.alertsSent]: 1 });
}

/**
 * The canary's: published as any other, to the topic whose subscriptions all ask for severities. Its own is none of them, so SNS holds
 * it back from everybody. Whoever reads it all the same is told what that means.
 */
function canaryMessages(alert: Alert): Readonly<Record<Audience, Message>> {
  const subject = `[${alert.environment}] Plumbline's canary: nobody should get this`;
  const text =
    'A check that alerts can be sent. It is published so that no subscription of Plumbline lets it through: that you read it means that SNS does not filter by attributes, or that the subscription was made by hand, without a filter. Tell the operators. docs/runbook.md, section "canary".\n';
  const attributes = { severity: 'canary', kind: 'canary', kinds: ['canary'], model: alert.model };
  const message = { subject, bodies: { default: text }, attributes };
  return { alerts: message, chat: message };
}
