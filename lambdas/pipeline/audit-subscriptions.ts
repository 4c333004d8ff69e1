import {
  type Audit,
  auditNews,
  auditRequestSchema,
  auditSchema,
  topicNames,
} from '../core/audit/audit-schema.ts';
import { renderAudit } from '../core/audit/render-audit.ts';
import { subscriptionProblems } from '../core/audit/subscription-problems.ts';
import { resultsKeys } from '../keys.ts';
import { decodeJson, encodeJson } from './json-artefact.ts';
import type { AuditServices, StoredBytes } from './ports.ts';
import { swap } from './swap.ts';

/**
 * Compares who listens with who should, and tells the operators what is wrong: once, again when it changes, and again every
 * week. What was told is written down after it was told: rather twice than never.
 *
 * @param event  what the schedule hands over: who should be subscribed to what
 * @throws ZodError when that is something else: a fault of the stack
 */
export async function auditSubscriptions(event: unknown, services: AuditServices): Promise<void> {
  const { expected } = auditRequestSchema.parse(event);
  const { results, listSubscriptions, now, log, environment } = services;
  const [alerts, chat, ops] = await Promise.all(topicNames.map(listSubscriptions));
  const found = { alerts: alerts ?? [], chat: chat ?? [], ops: ops ?? [] };
  const problems = subscriptionProblems(expected, found);
  const stored = await results.read(resultsKeys.subscriptionAudit);
  const last = stored && decodeJson(auditSchema, stored.key, stored.bytes);
  const news = auditNews(problems, last, now());
  log.info('subscriptions-audited', { problems: problems.length, news: news ?? 'none' });
  if (news === undefined) return;
  const { subject, body, card } = renderAudit(problems, news, environment);
  // Operators read email; what is subscribed to alarms by https is the chat.
  const bodies = { default: body, email: body, https: JSON.stringify(card) };
  await services.publish('ops', { subject, bodies, attributes: {} });
  await remember(
    stored,
    { schemaVersion: 1, reportedAt: now().toISOString(), problems: [...problems] },
    services,
  );
}

async function remember(
  stored: StoredBytes | undefined,
  audit: Audit,
  { results, log }: AuditServices,
): Promise<void> {
  const key = resultsKeys.subscriptionAudit;
  // Another audit at the same time has told and written down the same.
  if (!(await swap(results, key, stored?.etag, encodeJson(audit)))) log.warn('audit-overtaken', { key });
}
